'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { Dialog } from '../ui/dialog';
import { AreaField, Field, SelectField } from '../ui/field';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';

export type CustomerDraft = { name: string; email: string; agentId: string; tags: string; note: string };
export type SaveCustomer = (draft: CustomerDraft) => Promise<Outcome<{ id: string }>>;

function readDraft(form: FormData): CustomerDraft {
  const text = (name: keyof CustomerDraft) => String(form.get(name) ?? '').trim();
  return { name: text('name'), email: text('email'), agentId: text('agentId'), tags: text('tags'), note: text('note') };
}

/** A new customer, or changes to one. `agents` is empty for those who may not choose one. */
export function CustomerDialog({
  title,
  first,
  agents,
  save,
  onSaved,
  onClose,
}: {
  title: string;
  first: CustomerDraft;
  agents: readonly { id: string; name: string }[];
  save: SaveCustomer;
  onSaved: (id: string) => void;
  onClose: () => void;
}) {
  const t = useTranslations('customers.client');
  const { act, pending, problem } = useAct();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const draft = readDraft(new FormData(event.currentTarget));
    act(
      () => save(draft),
      ({ id }) => onSaved(id),
    );
  }
  const shared = (name: keyof CustomerDraft) => ({
    id: `customer-${name}`,
    name,
    defaultValue: first[name],
    error: fieldError(problem, name),
  });
  return (
    <Dialog title={title} onClose={onClose} dismissable={!pending}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field {...shared('name')} label={t('name')} required maxLength={200} autoComplete="off" data-first />
        <Field {...shared('email')} label={t('mail')} type="email" maxLength={254} autoComplete="off" />
        {agents.length > 0 && (
          <SelectField
            {...shared('agentId')}
            label={t('agent')}
            hint={t('agentHint')}
            options={[{ value: '', label: t('house') }, ...agents.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
        <Field {...shared('tags')} label={t('tags')} hint={t('tagsHint')} autoComplete="off" />
        <AreaField
          id="customer-note"
          name="note"
          label={t('note')}
          rows={3}
          maxLength={5000}
          defaultValue={first.note}
        />
        <ProblemNotice problem={problem} shown={['name', 'email', 'agentId', 'tags']} />
        <button type="submit" className="button button--primary self-end" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </button>
      </form>
    </Dialog>
  );
}
