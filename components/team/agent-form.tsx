'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { Field } from '../ui/field';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, type Problem } from '../ui/use-act';
import type { AgentDraft } from './types';

const FIELDS = ['name', 'email', 'currency', 'creditLimit', 'pricePerGb', 'approvalAboveGb', 'dailyCapGb'] as const;

const CURRENCIES = ['USD', 'EUR', 'CNY', 'JPY', 'HKD', 'GBP'];

/** An agent's name and terms. The currency is chosen once. */
export function AgentForm({
  draft,
  onChange,
  onSubmit,
  isNew,
  pending,
  problem,
}: {
  draft: AgentDraft;
  onChange: (draft: AgentDraft) => void;
  onSubmit: () => void;
  isNew: boolean;
  pending: boolean;
  problem: Problem | null;
}) {
  const t = useTranslations('team.client');
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }

  const field = (name: (typeof FIELDS)[number]) => ({
    id: `agent-${name}`,
    autoComplete: 'off',
    value: draft[name],
    error: fieldError(problem, name),
    onChange: (event: { target: { value: string } }) => onChange({ ...draft, [name]: event.target.value }),
  });
  const figure = { inputMode: 'decimal', className: 'figures' } as const;
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field {...field('name')} label={t('name')} required maxLength={200} autoFocus />
      <Field {...field('email')} label={t('mail')} type="email" required />
      <div className="grid grid-cols-2 gap-4">
        {isNew && (
          <>
            <Field
              {...field('currency')}
              label={t('currency')}
              hint={t('currencyHint')}
              required
              list="agent-currencies"
              pattern="[A-Za-z]{3}"
              title={t('currencyTitle')}
              maxLength={3}
              className="uppercase"
            />
            <datalist id="agent-currencies">
              {CURRENCIES.map((currency) => (
                <option key={currency} value={currency} />
              ))}
            </datalist>
          </>
        )}
        <Field {...field('creditLimit')} {...figure} label={t('creditLimit')} hint={t('creditHint')} />
        <Field {...field('pricePerGb')} {...figure} label={t('pricePerGb')} hint={t('priceHint')} />
        <Field {...field('approvalAboveGb')} {...figure} label={t('approvalAbove')} hint={t('approvalHint')} />
        <Field {...field('dailyCapGb')} {...figure} label={t('dailyCap')} hint={t('capHint')} />
      </div>
      <ProblemNotice problem={problem} shown={FIELDS} />
      <button type="submit" className="button button--primary self-end" disabled={pending}>
        {pending ? t('saving') : isNew ? t('addAgent') : t('save')}
      </button>
    </form>
  );
}
