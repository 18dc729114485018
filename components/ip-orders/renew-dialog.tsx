'use client';

import { useTranslations } from 'next-intl';
import { OrderDialog } from '../orders/order-dialog';
import { useOrderSteps } from '../orders/use-order-steps';
import { fieldError } from '../ui/use-act';
import { IpList } from './ip-list';
import { IpResult } from './ip-result';
import { IpReview } from './ip-review';
import { RenewForm } from './renew-form';
import type { RenewStart } from './renewal-of';
import type { IpOrderActions, IpSource, RenewDraft } from './types';

/** What a renewal orders, line by line. */
function useFacts(draft: RenewDraft) {
  const t = useTranslations('ipOrders.client');
  return [
    { label: t('form.product'), value: t(`product.${draft.product}`) },
    { label: t('form.longer'), value: t(`duration.${draft.duration}`) },
    { label: t('form.customer'), value: draft.customer?.name ?? t('form.housePays') },
    ...(draft.remark === '' ? [] : [{ label: t('form.remark'), value: draft.remark }]),
    { label: t('form.ips'), value: <IpList ips={draft.ips} /> },
  ];
}

/** Renews the chosen IPs of one product in three steps: term, review, result. */
export function RenewDialog({
  start,
  sources = [],
  customerRequired,
  actions,
  onClose,
}: {
  /** Without IPs they are typed in. */
  start: RenewStart;
  sources?: readonly IpSource[];
  customerRequired: boolean;
  actions: IpOrderActions;
  /** `ordered` is true after an order was made. */
  onClose: (ordered: boolean) => void;
}) {
  const t = useTranslations('ipOrders.client');
  const first: RenewDraft = { ...start, duration: 'month', remark: '' };
  const steps = useOrderSteps(first, { look: actions.reviewRenew, send: actions.renew, prove: actions.confirm });
  const byHand = start.ips.length === 0;
  const head = t('review.renew', { count: steps.draft.ips.length });
  const facts = useFacts(steps.draft);
  return (
    <OrderDialog
      title={byHand ? t('form.renewIps') : head}
      steps={steps}
      shown={byHand ? ['ips'] : []}
      onClose={onClose}
      form={
        <RenewForm
          byHand={byHand}
          sources={sources}
          draft={steps.draft}
          onChange={steps.setDraft}
          onReview={steps.toReview}
          find={actions.findCustomers}
          customerRequired={customerRequired}
          pending={steps.pending}
          ipsError={fieldError(steps.problem, 'ips')}
        />
      }
      review={(review, step) => (
        <IpReview head={head} facts={facts} review={review} confirmText={t('review.confirmRenew')} step={step} />
      )}
      result={(order) => <IpResult first={order} onClose={() => onClose(true)} />}
    />
  );
}
