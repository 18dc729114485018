'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { newReference } from '@/lib/core/reference';
import { Dialog } from '../ui/dialog';
import { Facts } from '../ui/facts';
import { DecimalField, Field, SelectField } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import { Money } from '../ui/money';
import { Notice } from '../ui/notice';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';
import type { PaymentDone, RecordPayment } from './types';

const METHODS = ['bank', 'cash', 'crypto', 'other'] as const;

function Done({ done, onClose }: { done: PaymentDone; onClose: () => void }) {
  const t = useTranslations('billing.payment');
  return (
    <div className="flex flex-col gap-4">
      {done.created ? (
        <Notice title={t('recordedTitle')}>
          {t.rich('recorded', { money: () => <Money money={done.payment.amount} /> })}
        </Notice>
      ) : (
        <Notice tone="warning" title={t('knownTitle')}>
          {t.rich('known', { reference: () => <bdi>{done.payment.reference}</bdi> })}
        </Notice>
      )}
      <Facts
        items={[
          { label: t('balanceNow'), value: <Money money={done.wallet.balance} /> },
          { label: t('availableNow'), value: <Money money={done.wallet.available} /> },
        ]}
      />
      <button type="button" className="button button--primary self-end" onClick={onClose}>
        {t('close')}
      </button>
    </div>
  );
}

/**
 * Records money that came in. The key is minted once, when the dialog opens: sent twice from here it is one payment; and
 * the reference is unique in its wallet, so entered twice it is one payment, too.
 */
export function PaymentDialog({
  billingAccountId,
  name,
  currency,
  record,
  onClose,
}: {
  billingAccountId: string;
  name: string;
  currency: string;
  record: RecordPayment;
  onClose: () => void;
}) {
  const t = useTranslations('billing.payment');
  const [key] = useState(newReference);
  const [draft, setDraft] = useState({ amount: '', method: 'bank', reference: '', note: '' });
  const [done, setDone] = useState<PaymentDone | null>(null);
  const { act, pending, problem } = useAct(t('lost'));

  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  // After a lost answer only the very same payment may be asked for again.
  const fixed = problem?.lost ?? false;

  function submit(event: FormEvent) {
    event.preventDefault();
    act(() => record({ billingAccountId, currency, ...draft, key }), setDone);
  }

  return (
    <Dialog title={t('title', { name })} onClose={onClose} dismissable={!pending}>
      {!done && (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <DecimalField
            id="payment-amount"
            label={t('amount', { currency })}
            autoFocus
            required
            disabled={fixed}
            className="text-lg"
            value={draft.amount}
            error={fieldError(problem, 'amount')}
            onChange={(event) => change({ amount: event.target.value.trim() })}
          />
          <SelectField
            id="payment-method"
            label={t('how')}
            value={draft.method}
            disabled={fixed}
            onChange={(event) => change({ method: event.target.value })}
            options={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
          />
          <Field
            id="payment-reference"
            label={t('reference')}
            hint={t('referenceHint')}
            required
            maxLength={200}
            autoComplete="off"
            disabled={fixed}
            value={draft.reference}
            error={fieldError(problem, 'reference')}
            onChange={(event) => change({ reference: event.target.value })}
          />
          <Field
            id="payment-note"
            label={t('note')}
            maxLength={1000}
            autoComplete="off"
            disabled={fixed}
            value={draft.note}
            error={fieldError(problem, 'note')}
            onChange={(event) => change({ note: event.target.value })}
          />
          <ProblemNotice problem={problem} shown={['amount', 'reference', 'note']} />
          <button type="submit" className="button button--primary self-end" disabled={pending}>
            {t(pending ? 'recording' : fixed ? 'again' : 'record')}
          </button>
        </form>
      )}
      <LiveRegion>{done && <Done done={done} onClose={onClose} />}</LiveRegion>
    </Dialog>
  );
}
