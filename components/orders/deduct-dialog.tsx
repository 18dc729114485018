'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { newReference } from '@/lib/core/reference';
import type { OrderDto, PreviewDto } from '@/lib/orders/schemas';
import { useConfirmation } from '../auth/use-confirmation';
import { Dialog } from '../ui/dialog';
import { LiveData } from '../ui/live-data';
import { LiveRegion } from '../ui/live-region';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';
import { DeductForm } from './deduct-form';
import { DeductReview } from './deduct-review';
import type { DeductActions, TopUpAccount, TopUpDraft } from './top-up-types';
import { TrafficResult } from './traffic-result';

type Step = { name: 'form' } | { name: 'review'; preview: PreviewDto } | { name: 'done'; order: OrderDto };

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
  const t = useTranslations('orders.client');
  const [key] = useState(newReference);
  const [draft, setDraft] = useState<TopUpDraft>({ accountId: accounts[0]?.id ?? '', amountGb: '', note: '' });
  const [step, setStep] = useState<Step>({ name: 'form' });
  const { act, pending, problem } = useAct(t('form.sameOrder'));
  const { guard, dialog } = useConfirmation(actions.confirm);
  const account = accounts.find((candidate) => candidate.id === draft.accountId);

  async function send(preview: PreviewDto) {
    const similar = preview.similar.map(({ id }) => id);
    const outcome = await guard(() => actions.deduct({ ...draft, key, similar }));
    // Somebody was quicker: the review is shown again, with what has been made since.
    const again = !outcome.ok && outcome.code === 'similar_order' ? await actions.preview(draft) : null;
    if (again?.ok) setStep({ name: 'review', preview: again.data });
    return outcome;
  }

  return (
    <Dialog
      title={t('form.deductTitle', { customer: customerName })}
      onClose={onClose}
      dismissable={!pending || step.name === 'done'}
    >
      {step.name === 'form' && (
        <DeductForm
          accounts={accounts}
          draft={draft}
          onChange={setDraft}
          pending={pending}
          amountError={fieldError(problem, 'amountGb')}
          onReview={() =>
            act(
              () => actions.preview(draft),
              (preview) => setStep({ name: 'review', preview }),
            )
          }
        />
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
              () => send(step.preview),
              (order) => setStep({ name: 'done', order }),
            )
          }
        />
      )}
      <LiveRegion>
        {step.name === 'done' && (
          <LiveData>
            <TrafficResult first={step.order} act="deduct" onClose={onClose} />
          </LiveData>
        )}
      </LiveRegion>
      <ProblemNotice problem={problem} shown={step.name === 'form' ? ['amountGb'] : []} className="mt-4" />
      {dialog}
    </Dialog>
  );
}
