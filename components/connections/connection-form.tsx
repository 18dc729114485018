'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ProviderInfo } from '@/lib/connections/types';
import { type Confirm, useConfirmedAct } from '../auth/use-confirmed-act';
import { Field } from '../ui/field';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError } from '../ui/use-act';
import { ProviderChoice } from './provider-choice';
import { readSettings, SettingFields } from './setting-fields';

export type NewConnection = {
  provider: ProviderInfo['id'];
  name: string;
  baseUrl: string;
  credentials: Record<string, string>;
  settings: Record<string, unknown>;
};

function readForm(provider: ProviderInfo, form: FormData): NewConnection {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  return {
    provider: provider.id,
    name: text('name'),
    baseUrl: text('baseUrl'),
    credentials: Object.fromEntries(provider.credentials.map(({ name }) => [name, text(`credentials.${name}`)])),
    settings: readSettings(provider.settings, form),
  };
}

/**
 * Connects a provider: which one, where, with which credentials. `create` leads on to the new connection's page, or back to
 * the guide where one came from there.
 */
export function ConnectionForm({
  catalog,
  first,
  backTo,
  create,
  confirm,
}: {
  catalog: readonly ProviderInfo[];
  /** The provider that is chosen at first. */
  first?: string | undefined;
  backTo?: string | undefined;
  create: (input: NewConnection) => Promise<Outcome<{ id: string }>>;
  confirm: Confirm;
}) {
  const t = useTranslations('connections.client');
  const [provider, setProvider] = useState(catalog.find(({ id }) => id === first) ?? catalog[0]);
  const { act, pending, problem, dialog } = useConfirmedAct(confirm);
  if (!provider) return null;
  const shown = ['name', 'baseUrl', ...provider.credentials.map(({ name }) => `credentials.${name}`)];
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const connection = readForm(provider, new FormData(event.currentTarget));
          act(
            () => create(connection),
            ({ id }) => location.assign(backTo ?? `/connections/${id}`),
          );
        }}
        className="flex max-w-xl flex-col gap-4"
      >
        <ProviderChoice
          catalog={catalog}
          value={provider.id}
          onChange={(id) => setProvider(catalog.find((c) => c.id === id))}
        />
        {provider.id === 'ipidea' && (
          <Notice tone="warning" title={t('seized')}>
            {t('seizedHint')}
          </Notice>
        )}
        <Field
          id="connection-name"
          name="name"
          label={t('name')}
          defaultValue={provider.name}
          key={`name-${provider.id}`}
          required
          maxLength={100}
          error={fieldError(problem, 'name')}
        />
        <Field
          key={`url-${provider.id}`}
          id="connection-url"
          name="baseUrl"
          label={t('baseUrl')}
          type="url"
          defaultValue={provider.defaultBaseUrl ?? ''}
          placeholder={provider.exampleBaseUrl}
          hint={t('baseUrlHint')}
          required
          error={fieldError(problem, 'baseUrl')}
        />
        {provider.credentials.map((field) => (
          <Field
            key={`${provider.id}-${field.name}`}
            id={`connection-${field.name}`}
            name={`credentials.${field.name}`}
            label={field.label}
            type={field.secret ? 'password' : 'text'}
            autoComplete="off"
            required
            error={fieldError(problem, `credentials.${field.name}`)}
          />
        ))}
        <p className="text-xs text-muted">
          {t(`where.${provider.id}`)} {t('encrypted')}
        </p>
        <details>
          <summary className="text-[0.8125rem] text-accent-text">{t('settings')}</summary>
          <SettingFields key={provider.id} fields={provider.settings} problem={problem} />
        </details>
        <ProblemNotice problem={problem} shown={shown} />
        <button type="submit" className="button button--primary self-start" disabled={pending}>
          {pending ? t('connecting') : t('connectTest')}
        </button>
      </form>
      {dialog}
    </>
  );
}
