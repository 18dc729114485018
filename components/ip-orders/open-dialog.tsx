'use client';

import { useTranslations } from 'next-intl';
import { OrderDialog } from '../orders/order-dialog';
import { useOrderSteps } from '../orders/use-order-steps';
import { IpResult } from './ip-result';
import { IpReview } from './ip-review';
import { usePoolTag } from './labels';
import { OpenForm } from './open-form';
import type { IpOrderActions, IpSource, OpenDraft } from './types';

const FIELDS = ['region', 'quantity', 'remark'];

/** What an opening orders, line by line. */
function useFacts(draft: OpenDraft, sources: readonly IpSource[]) {
  const t = useTranslations('ipOrders.client');
  const poolTag = usePoolTag();
  return [
    { label: t('form.connection'), value: sources.find((source) => source.id === draft.connectionId)?.name ?? '' },
    { label: t('form.product'), value: t(`product.${draft.product}`) },
    { label: t('form.region'), value: draft.region },
    { label: t('form.duration'), value: t(`duration.${draft.duration}`) },
    { label: t('form.pool'), value: draft.poolTag === '' ? t('form.ownChoice') : poolTag(draft.poolTag) },
    { label: t('form.customer'), value: draft.customer?.name ?? t('form.housePays') },
    ...(draft.remark === '' ? [] : [{ label: t('form.remark'), value: draft.remark }]),
  ];
}

/** Opens new IPs in three steps: what, review, result. */
export function OpenDialog({
  sources,
  regions,
  customerRequired,
  actions,
  onClose,
}: {
  sources: readonly IpSource[];
  regions: readonly string[];
  customerRequired: boolean;
  actions: IpOrderActions;
  onClose: () => void;
}) {
  const t = useTranslations('ipOrders.client');
  const first: OpenDraft = {
    connectionId: sources[0]?.id ?? '',
    product: 'isp',
    region: '',
    duration: 'month',
    quantity: '1',
    poolTag: '',
    customer: null,
    remark: '',
  };
  const steps = useOrderSteps(first, { look: actions.reviewOpen, send: actions.open, prove: actions.confirm });
  const facts = useFacts(steps.draft, sources);
  return (
    <OrderDialog
      title={t('form.openIps')}
      steps={steps}
      shown={FIELDS}
      onClose={onClose}
      form={
        <OpenForm
          sources={sources}
          regions={regions}
          draft={steps.draft}
          onChange={steps.setDraft}
          onReview={steps.toReview}
          find={actions.findCustomers}
          customerRequired={customerRequired}
          pending={steps.pending}
          problem={steps.problem}
        />
      }
      review={(review, step) => (
        <IpReview
          head={t('review.open', { count: Number(steps.draft.quantity) })}
          facts={facts}
          review={review}
          confirmText={t('review.confirmOpen')}
          step={step}
        />
      )}
      result={(order) => <IpResult first={order} onClose={onClose} />}
    />
  );
}
