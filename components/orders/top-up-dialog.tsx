'use client';

import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { newReference } from '@/lib/core/reference';
import type { OrderDto, PreviewDto } from '@/lib/orders/schemas';
import { useConfirmation } from '../auth/use-confirmation';
import { Dialog } from '../ui/dialog';
import { LiveData } from '../ui/live-data';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import { TopUpForm } from './top-up-form';
import { TopUpReview } from './top-up-review';
import type { TopUpAccount, TopUpActions, TopUpDraft } from './top-up-types';
import { TrafficResult } from './traffic-result';

type Step =
  | { name: 'form' }
  | { name: 'review'; preview: PreviewDto }
  /** Sent, but the answer did not come back: only the very same order may be asked for again. */
  | { name: 'lost'; preview: PreviewDto }
  | { name: 'done'; order: OrderDto };

type Problem = { message: string; amount?: string | undefined };

/**
 * Top-up in three steps: amount, review, result. The key is minted once, when the dialog opens, and kept until it is
 * closed: however often the same top-up is sent from here, it is one order.
 */
export function TopUpDialog({
  customerName,
  accounts,
  actions,
  onClose,
}: {
  customerName: string;
  accounts: readonly TopUpAccount[];
  actions: TopUpActions;
  onClose: () => void;
}) {
  const t = useTranslations('orders.client');
  const [key] = useState(newReference);
  const [draft, setDraft] = useState<TopUpDraft>({ accountId: accounts[0]?.id ?? '', amountGb: '', note: '' });
  const [step, setStep] = useState<Step>({ name: 'form' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, startTransition] = useTransition();
  const { guard, dialog } = useConfirmation(actions.confirm);
  const account = accounts.find((candidate) => candidate.id === draft.accountId);

  function review() {
    setProblem(null);
    startTransition(async () => {
      try {
        const outcome = await actions.preview({ accountId: draft.accountId, amountGb: draft.amountGb });
        if (outcome.ok) setStep({ name: 'review', preview: outcome.data });
        else setProblem({ message: outcome.message, amount: outcome.fields?.amountGb });
      } catch {
        setProblem({ message: t('form.unreachable') });
      }
    });
  }

  function confirm(preview: PreviewDto) {
    setProblem(null);
    startTransition(async () => {
      try {
        const similar = preview.similar.map(({ id }) => id);
        const outcome = await guard(() => actions.topUp({ ...draft, key, similar }));
        if (outcome.ok) return setStep({ name: 'done', order: outcome.data });
        setProblem({ message: outcome.message, amount: outcome.fields?.amountGb });
        if (outcome.code === 'confirmation_needed') return;
        // Somebody was quicker: the review is shown again, with what has been made since.
        const again = outcome.code === 'similar_order' ? await actions.preview(draft) : null;
        setStep(again?.ok ? { name: 'review', preview: again.data } : { name: 'form' });
      } catch {
        setStep({ name: 'lost', preview });
      }
    });
  }

  return (
    <Dialog
      title={t('form.topUpTitle', { customer: customerName })}
      onClose={onClose}
      dismissable={!pending || step.name === 'done'}
    >
      {step.name === 'form' && (
        <TopUpForm
          accounts={accounts}
          draft={draft}
          onChange={setDraft}
          onReview={review}
          pending={pending}
          amountError={problem?.amount}
        />
      )}
      {(step.name === 'review' || step.name === 'lost') && (
        <TopUpReview
          preview={step.preview}
          draft={draft}
          accountLabel={account?.label ?? ''}
          base={account?.base ?? 1024}
          lost={step.name === 'lost'}
          pending={pending}
          onBack={() => setStep({ name: 'form' })}
          onConfirm={() => confirm(step.preview)}
        />
      )}
      <LiveRegion>
        {pending && step.name !== 'form' && <span className="sr-only">{t('result.sendingTopUp')}</span>}
        {problem && !problem.amount && (
          <div className="mt-4">
            <Notice tone="danger">{problem.message}</Notice>
          </div>
        )}
        {step.name === 'done' && (
          <LiveData>
            <TrafficResult first={step.order} act="topUp" onClose={onClose} />
          </LiveData>
        )}
      </LiveRegion>
      {dialog}
    </Dialog>
  );
}
