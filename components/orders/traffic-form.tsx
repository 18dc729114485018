'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { Field, SelectField } from '../ui/field';
import type { TrafficAccount, TrafficAct, TrafficDraft } from './traffic-types';

const QUICK = ['1', '5', '10', '50'];

/** A top-up is of usual sizes and needs no words; a deduct takes any amount back, and says why. */
const LOOK = {
  topUp: { id: 'top-up', amount: 'form.amount', amountClass: 'figures text-lg', quick: QUICK, note: 'form.note' },
  deduct: { id: 'deduct', amount: 'form.amountBack', amountClass: 'figures', quick: [], note: 'form.reason' },
} as const;

/** Step one: which account, how much, and for a deduct why. */
export function TrafficForm({
  act,
  accounts,
  draft,
  onChange,
  onReview,
  pending,
  amountError,
}: {
  act: TrafficAct;
  accounts: readonly TrafficAccount[];
  draft: TrafficDraft;
  onChange: (draft: TrafficDraft) => void;
  onReview: () => void;
  pending: boolean;
  amountError: string | undefined;
}) {
  const t = useTranslations('orders.client');
  const look = LOOK[act];

  function submit(event: FormEvent) {
    event.preventDefault();
    onReview();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {accounts.length > 1 ? (
        <SelectField
          id={`${look.id}-account`}
          label={t('form.account')}
          value={draft.accountId}
          onChange={(event) => onChange({ ...draft, accountId: event.target.value })}
          options={accounts.map(({ id, label }) => ({ value: id, label }))}
        />
      ) : (
        <p className="text-muted">
          {t('form.account')} <span className="font-medium text-foreground wrap-anywhere">{accounts[0]?.label}</span>
        </p>
      )}
      <div className="flex flex-col gap-2">
        <Field
          id={`${look.id}-amount`}
          label={t(look.amount)}
          inputMode="decimal"
          autoComplete="off"
          data-first
          required
          pattern="\d+(\.\d{1,6})?"
          title={t('form.amountHint')}
          className={look.amountClass}
          value={draft.amountGb}
          error={amountError}
          onChange={(event) => onChange({ ...draft, amountGb: event.target.value.replace(',', '.').trim() })}
        />
        {look.quick.length > 0 && (
          <div className="flex flex-wrap gap-2">
            {look.quick.map((gb) => (
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
        )}
      </div>
      <Field
        id={`${look.id}-note`}
        label={t(look.note)}
        required={act === 'deduct'}
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
