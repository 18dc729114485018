'use client';

import { useTranslations } from 'next-intl';
import { fieldError } from '../ui/use-act';
import { DeductReview } from './deduct-review';
import { OrderDialog } from './order-dialog';
import { TopUpReview } from './top-up-review';
import { TrafficForm } from './traffic-form';
import { TrafficResult } from './traffic-result';
import type { TrafficAccount, TrafficAct, TrafficActions, TrafficDraft } from './traffic-types';
import { useOrderSteps } from './use-order-steps';

/** A top-up or a deduct in three steps: amount, review, result. */
export function TrafficDialog({
  act,
  customerName,
  accounts,
  actions,
  onClose,
}: {
  act: TrafficAct;
  customerName: string;
  accounts: readonly TrafficAccount[];
  actions: TrafficActions;
  onClose: () => void;
}) {
  const t = useTranslations('orders.client');
  const first: TrafficDraft = { accountId: accounts[0]?.id ?? '', amountGb: '', note: '' };
  const steps = useOrderSteps(first, {
    look: ({ accountId, amountGb }) => actions.preview({ accountId, amountGb }),
    send: actions.send,
    prove: actions.confirm,
  });
  const { draft } = steps;
  const account = accounts.find(({ id }) => id === draft.accountId);
  const Review = act === 'topUp' ? TopUpReview : DeductReview;
  return (
    <OrderDialog
      title={t(act === 'topUp' ? 'form.topUpTitle' : 'form.deductTitle', { customer: customerName })}
      steps={steps}
      shown={['amountGb']}
      onClose={onClose}
      form={
        <TrafficForm
          act={act}
          accounts={accounts}
          draft={draft}
          onChange={steps.setDraft}
          onReview={steps.toReview}
          pending={steps.pending}
          amountError={fieldError(steps.problem, 'amountGb')}
        />
      }
      review={(preview, step) => (
        <Review
          preview={preview}
          note={draft.note}
          accountLabel={account?.label ?? ''}
          base={account?.base ?? 1024}
          step={step}
        />
      )}
      result={(order) => <TrafficResult first={order} act={act} onClose={onClose} />}
    />
  );
}
