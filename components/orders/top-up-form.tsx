'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { Field, SelectField } from '../ui/field';
import type { TopUpAccount, TopUpDraft } from './top-up-types';

const QUICK = ['1', '5', '10', '50'];

/** Step one: which account, how much. */
export function TopUpForm({
  accounts,
  draft,
  onChange,
  onReview,
  pending,
  amountError,
}: {
  accounts: readonly TopUpAccount[];
  draft: TopUpDraft;
  onChange: (draft: TopUpDraft) => void;
  onReview: () => void;
  pending: boolean;
  amountError?: string | undefined;
}) {
  const t = useTranslations('orders.client');

  function submit(event: FormEvent) {
    event.preventDefault();
    onReview();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {accounts.length > 1 ? (
        <SelectField
          id="top-up-account"
          label={t('form.account')}
          value={draft.accountId}
          onChange={(event) => onChange({ ...draft, accountId: event.target.value })}
          options={accounts.map((account) => ({ value: account.id, label: account.label }))}
        />
      ) : (
        <p className="text-muted">
          {t('form.account')} <span className="font-medium text-foreground wrap-anywhere">{accounts[0]?.label}</span>
        </p>
      )}
      <div className="flex flex-col gap-2">
        <Field
          id="top-up-amount"
          label={t('form.amount')}
          inputMode="decimal"
          autoComplete="off"
          data-first
          required
          pattern="\d+(\.\d{1,6})?"
          title={t('form.amountHint')}
          className="figures text-lg"
          value={draft.amountGb}
          error={amountError}
          onChange={(event) => onChange({ ...draft, amountGb: event.target.value.replace(',', '.').trim() })}
        />
        <div className="flex flex-wrap gap-2">
          {QUICK.map((gb) => (
            <button
              key={gb}
              type="button"
              className="button button--outline button--sm figures"
              onClick={() => onChange({ ...draft, amountGb: gb })}
            >
              {gb} GB
            </button>
          ))}
        </div>
      </div>
      <Field
        id="top-up-note"
        label={t('form.note')}
        maxLength={1000}
        autoComplete="off"
        value={draft.note}
        onChange={(event) => onChange({ ...draft, note: event.target.value })}
      />
      <button type="submit" className="button button--primary self-end" disabled={pending}>
        {pending ? t('form.reading') : t('form.review')}
      </button>
    </form>
  );
}
