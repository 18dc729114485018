'use client';

import { useTranslations } from 'next-intl';
import { fieldError } from '../ui/use-act';
import { OrderDialog } from './order-dialog';
import { TopUpForm } from './top-up-form';
import { TopUpReview } from './top-up-review';
import type { TopUpAccount, TopUpActions, TopUpDraft } from './top-up-types';
import { TrafficResult } from './traffic-result';
import { useOrderSteps } from './use-order-steps';

/** Top-up in three steps: amount, review, result. */
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
  const first: TopUpDraft = { accountId: accounts[0]?.id ?? '', amountGb: '', note: '' };
  const steps = useOrderSteps(first, {
    look: ({ accountId, amountGb }) => actions.preview({ accountId, amountGb }),
    send: actions.topUp,
    prove: actions.confirm,
  });
  const { draft } = steps;
  const account = accounts.find(({ id }) => id === draft.accountId);
  return (
    <OrderDialog
      title={t('form.topUpTitle', { customer: customerName })}
      steps={steps}
      shown={['amountGb']}
      onClose={onClose}
      form={
        <TopUpForm
          accounts={accounts}
          draft={draft}
          onChange={steps.setDraft}
          onReview={steps.toReview}
          pending={steps.pending}
          amountError={fieldError(steps.problem, 'amountGb')}
        />
      }
      review={(preview, step) => (
        <TopUpReview
          preview={preview}
          draft={draft}
          accountLabel={account?.label ?? ''}
          base={account?.base ?? 1024}
          step={step}
        />
      )}
      result={(order) => <TrafficResult first={order} act="topUp" onClose={onClose} />}
    />
  );
}
