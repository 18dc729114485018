'use client';

import { useState } from 'react';
import { newReference } from '@/lib/core/reference';
import type { OrderDto, PreviewDto } from '@/lib/orders/schemas';
import { Dialog } from '../ui/dialog';
import { Field, SelectField } from '../ui/field';
import { LiveData } from '../ui/live-data';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';
import { DeductReview } from './deduct-review';
import { STATUS } from './labels';
import type { DeductActions, TopUpAccount, TopUpDraft } from './top-up-types';
import { useOrder } from './use-order';

type Step = { name: 'form' } | { name: 'review'; preview: PreviewDto } | { name: 'done'; order: OrderDto };

function Result({ first, onClose }: { first: OrderDto; onClose: () => void }) {
  const order = useOrder(first);
  const { tone, label } = STATUS[order.status];
  return (
    <div className="flex flex-col gap-4">
      <Notice tone={tone === 'danger' || tone === 'warning' ? tone : 'info'} title={label}>
        {order.status === 'succeeded' && `${order.amountGb} GB were taken back.`}
        {order.status === 'rejected' && `The provider refused: ${order.attempts.at(-1)?.message ?? 'no reason given'}`}
        {order.status === 'unknown' &&
          'The answer got lost. It is never sent twice; its records will tell what became of it.'}
      </Notice>
      <button type="button" className="button button--primary self-end" onClick={onClose}>
        Close
      </button>
    </div>
  );
}

/** Takes traffic back: amount and reason, then a review, then the result. The key is minted once, as for a top-up. */
export function DeductDialog({
  customerName,
  accounts,
  actions,
  onClose,
}: {
  customerName: string;
  accounts: readonly TopUpAccount[];
  actions: DeductActions;
  onClose: () => void;
}) {
  const [key] = useState(newReference);
  const [draft, setDraft] = useState<TopUpDraft>({ accountId: accounts[0]?.id ?? '', amountGb: '', note: '' });
  const [step, setStep] = useState<Step>({ name: 'form' });
  const { act, pending, problem } = useAct('The answer got lost. Asking again is safe: it is the same order.');
  const account = accounts.find((candidate) => candidate.id === draft.accountId);

  return (
    <Dialog title={`Deduct from ${customerName}`} onClose={onClose} dismissable={!pending || step.name === 'done'}>
      {step.name === 'form' && (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            act(
              () => actions.preview(draft),
              (answer) => setStep({ name: 'review', preview: answer }),
            );
          }}
        >
          <SelectField
            id="deduct-account"
            label="Account"
            value={draft.accountId}
            onChange={(event) => setDraft({ ...draft, accountId: event.target.value })}
            options={accounts.map(({ id, label }) => ({ value: id, label }))}
          />
          <Field
            id="deduct-amount"
            label="Amount to take back (GB)"
            inputMode="decimal"
            autoComplete="off"
            data-first
            required
            pattern="\d+(\.\d{1,6})?"
            value={draft.amountGb}
            onChange={(event) => setDraft({ ...draft, amountGb: event.target.value.replace(',', '.').trim() })}
          />
          <Field
            id="deduct-reason"
            label="Reason"
            required
            maxLength={1000}
            value={draft.note}
            onChange={(event) => setDraft({ ...draft, note: event.target.value })}
          />
          <button type="submit" className="button button--primary self-end" disabled={pending}>
            {pending ? 'Reading…' : 'Review'}
          </button>
        </form>
      )}
      {step.name === 'review' && (
        <DeductReview
          preview={step.preview}
          reason={draft.note}
          base={account?.base ?? 1024}
          pending={pending}
          onBack={() => setStep({ name: 'form' })}
          onConfirm={() =>
            act(
              () => actions.deduct({ ...draft, key }),
              (order) => setStep({ name: 'done', order }),
            )
          }
        />
      )}
      <LiveRegion>
        {step.name === 'done' && (
          <LiveData>
            <Result first={step.order} onClose={onClose} />
          </LiveData>
        )}
      </LiveRegion>
      <ProblemNotice problem={problem} />
    </Dialog>
  );
}
