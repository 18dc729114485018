'use client';

import { useTranslations } from 'next-intl';
import { ActDialogButton, decimalOf, textOf } from '../ui/act-dialog';
import { Facts } from '../ui/facts';
import { DecimalField, Field, SelectField } from '../ui/field';
import { Money } from '../ui/money';
import { Notice } from '../ui/notice';
import { fieldError } from '../ui/use-act';
import type { AdjustmentActions, AdjustmentDone } from './types';

/** What became of an adjustment or reversal. */
function AdjustmentResult({ done, close }: { done: AdjustmentDone; close: () => void }) {
  const t = useTranslations('billing.entry');
  const { adjustment, created, wallet } = done;
  const waits = adjustment.status === 'awaiting_approval';
  return (
    <div className="flex flex-col gap-4">
      <Notice tone={waits || !created ? 'warning' : 'info'} title={t(waits ? 'waitsTitle' : 'postedTitle')}>
        {!created && <p>{t('before')}</p>}
        {t(waits ? 'waits' : 'posted')}
      </Notice>
      <Facts
        items={[
          { label: t('balanceNow'), value: <Money money={wallet.balance} /> },
          { label: t('availableNow'), value: <Money money={wallet.available} /> },
        ]}
      />
      <button type="button" className="button button--primary self-end" onClick={close}>
        {t('close')}
      </button>
    </div>
  );
}

/** Credits or debits a wallet by hand, for a reason that its owner reads. */
export function AdjustButton({
  account,
  limit,
  adjust,
}: {
  account: { id: string; name: string; currency: string };
  /** Above it a second administrator is needed. */
  limit: string;
  adjust: AdjustmentActions['adjust'];
}) {
  const t = useTranslations('billing.entry');
  const { id: billingAccountId, currency } = account;
  return (
    <ActDialogButton
      label={t('adjust')}
      title={t('adjustTitle', { name: account.name })}
      named={['amount', 'reason', 'reference']}
      sendText={t('adjust')}
      busyText={t('busy')}
      send={(form, key) =>
        adjust({
          billingAccountId,
          currency,
          key,
          direction: textOf(form, 'direction'),
          amount: decimalOf(form, 'amount'),
          reason: textOf(form, 'reason'),
          reference: textOf(form, 'reference'),
        })
      }
      done={(done, close) => <AdjustmentResult done={done} close={close} />}
      fields={(problem) => (
        <>
          <SelectField
            id="adjust-direction"
            name="direction"
            label={t('direction')}
            options={[
              { value: 'credit', label: t('credit') },
              { value: 'debit', label: t('debit') },
            ]}
          />
          <DecimalField
            id="adjust-amount"
            name="amount"
            label={t('amount', { currency })}
            hint={t('limit', { limit })}
            data-first
            required
            className="text-lg"
            error={fieldError(problem, 'amount')}
          />
          <Field
            id="adjust-reason"
            name="reason"
            label={t('reason')}
            hint={t('reasonHint')}
            required
            maxLength={500}
            autoComplete="off"
            error={fieldError(problem, 'reason')}
          />
          <Field
            id="adjust-reference"
            name="reference"
            label={t('reference')}
            hint={t('referenceHint')}
            required
            maxLength={200}
            autoComplete="off"
            error={fieldError(problem, 'reference')}
          />
        </>
      )}
    />
  );
}
