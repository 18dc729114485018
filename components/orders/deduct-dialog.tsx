'use client';

import { useTranslations } from 'next-intl';
import { fieldError } from '../ui/use-act';
import { DeductForm } from './deduct-form';
import { DeductReview } from './deduct-review';
import { OrderDialog } from './order-dialog';
import type { DeductActions, TopUpAccount, TopUpDraft } from './top-up-types';
import { TrafficResult } from './traffic-result';
import { useOrderSteps } from './use-order-steps';

/** Takes traffic back in three steps: amount and reason, review, result. */
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
  const first: TopUpDraft = { accountId: accounts[0]?.id ?? '', amountGb: '', note: '' };
  const steps = useOrderSteps(first, {
    look: ({ accountId, amountGb }) => actions.preview({ accountId, amountGb }),
    send: actions.deduct,
    prove: actions.confirm,
  });
  const { draft } = steps;
  const account = accounts.find(({ id }) => id === draft.accountId);
  return (
    <OrderDialog
      title={t('form.deductTitle', { customer: customerName })}
      steps={steps}
      shown={['amountGb']}
      onClose={onClose}
      form={
        <DeductForm
          accounts={accounts}
          draft={draft}
          onChange={steps.setDraft}
          onReview={steps.toReview}
          pending={steps.pending}
          amountError={fieldError(steps.problem, 'amountGb')}
        />
      }
      review={(preview, step) => (
        <DeductReview preview={preview} reason={draft.note} base={account?.base ?? 1024} step={step} />
      )}
      result={(order) => <TrafficResult first={order} act="deduct" onClose={onClose} />}
    />
  );
}
