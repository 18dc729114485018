'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ConnectionDto } from '@/lib/connections/schemas';
import type { ProviderInfo } from '@/lib/connections/types';
import { type Confirm, useConfirmedAct } from '../auth/use-confirmed-act';
import { Field } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError } from '../ui/use-act';
import { readSettings, SettingFields } from './setting-fields';

export type ConnectionChange = {
  name?: string;
  baseUrl?: string;
  credentials?: Record<string, string>;
  settings?: Record<string, unknown>;
  disabled?: boolean;
};

function readChange(provider: ProviderInfo, form: FormData): ConnectionChange {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const credentials = Object.fromEntries(provider.credentials.map(({ name }) => [name, text(`credentials.${name}`)]));
  const given = Object.values(credentials).some((value) => value !== '');
  return {
    name: text('name'),
    baseUrl: text('baseUrl'),
    settings: readSettings(provider.settings, form),
    ...(given ? { credentials } : {}),
  };
}

/** Changes a connection: name, address, settings, credentials; or switches it off. */
export function EditForm({
  connection,
  provider,
  save,
  confirm,
}: {
  connection: ConnectionDto;
  provider: ProviderInfo;
  save: (change: ConnectionChange) => Promise<Outcome<unknown>>;
  confirm: Confirm;
}) {
  const t = useTranslations('connections.client');
  const [saved, setSaved] = useState(false);
  const { act, pending, problem, dialog } = useConfirmedAct(confirm);
  const off = connection.status === 'disabled';
  const send = (change: ConnectionChange) => {
    setSaved(false);
    act(
      () => save(change),
      () => setSaved(true),
    );
  };
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(readChange(provider, new FormData(event.currentTarget)));
        }}
        className="flex max-w-xl flex-col gap-4"
      >
        <Field
          id="edit-name"
          name="name"
          label={t('name')}
          defaultValue={connection.name}
          required
          error={fieldError(problem, 'name')}
        />
        <Field
          id="edit-url"
          name="baseUrl"
          label={t('baseUrl')}
          type="url"
          defaultValue={connection.baseUrl}
          required
          error={fieldError(problem, 'baseUrl')}
        />
        {provider.credentials.map((field) => (
          <Field
            key={field.name}
            id={`edit-${field.name}`}
            name={`credentials.${field.name}`}
            label={field.label}
            type={field.secret ? 'password' : 'text'}
            autoComplete="off"
            placeholder={t('keepStored')}
            error={fieldError(problem, `credentials.${field.name}`)}
          />
        ))}
        <SettingFields fields={provider.settings} values={connection.settings} problem={problem} />
        <ProblemNotice problem={problem} />
        <LiveRegion>{saved && !pending && <Notice>{t('saved')}</Notice>}</LiveRegion>
        <div className="flex flex-wrap gap-2">
          <button type="submit" className="button button--primary" disabled={pending}>
            {pending ? t('saving') : t('save')}
          </button>
          <button
            type="button"
            className="button button--outline"
            disabled={pending}
            onClick={() => send({ disabled: !off })}
          >
            {off ? t('switchOn') : t('switchOff')}
          </button>
        </div>
      </form>
      {dialog}
    </>
  );
}
