'use client';

import { useTranslations } from 'next-intl';
import { Field, SelectField } from '../ui/field';
import type { TopUpAccount, TopUpDraft } from './top-up-types';

/** Step one of a deduct: from which account, how much, and why. */
export function DeductForm({
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
  amountError: string | undefined;
}) {
  const t = useTranslations('orders.client');
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onReview();
      }}
    >
      <SelectField
        id="deduct-account"
        label={t('form.account')}
        value={draft.accountId}
        onChange={(event) => onChange({ ...draft, accountId: event.target.value })}
        options={accounts.map(({ id, label }) => ({ value: id, label }))}
      />
      <Field
        id="deduct-amount"
        label={t('form.amountBack')}
        inputMode="decimal"
        autoComplete="off"
        data-first
        required
        pattern="\d+(\.\d{1,6})?"
        title={t('form.amountHint')}
        className="figures"
        value={draft.amountGb}
        error={amountError}
        onChange={(event) => onChange({ ...draft, amountGb: event.target.value.replace(',', '.').trim() })}
      />
      <Field
        id="deduct-reason"
        label={t('form.reason')}
        required
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
