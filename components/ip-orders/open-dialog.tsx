'use client';

import { useState } from 'react';
import { Dialog } from '../ui/dialog';
import { LiveData } from '../ui/live-data';
import { LiveRegion } from '../ui/live-region';
import { ProblemNotice } from '../ui/problem-notice';
import { DURATION_LABEL, PRODUCT_LABEL, poolTagText } from './labels';
import { OpenForm } from './open-form';
import { OrderResult } from './order-result';
import { OrderReview } from './order-review';
import type { IpOrderActions, IpSource, OpenDraft } from './types';
import { useIpOrder } from './use-ip-order';

const FIELDS = ['region', 'quantity', 'remark'];

function facts(draft: OpenDraft, sources: readonly IpSource[]) {
  return [
    { label: 'Connection', value: sources.find((source) => source.id === draft.connectionId)?.name ?? '' },
    { label: 'Product', value: PRODUCT_LABEL[draft.product] },
    { label: 'Region', value: draft.region },
    { label: 'Duration', value: DURATION_LABEL[draft.duration] },
    { label: 'Pool tag', value: draft.poolTag === '' ? 'The provider’s own choice' : poolTagText(draft.poolTag) },
    { label: 'Customer', value: draft.customer?.name ?? 'None: the house pays' },
    ...(draft.remark === '' ? [] : [{ label: 'Remark', value: draft.remark }]),
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
  const [draft, setDraft] = useState<OpenDraft>({
    connectionId: sources[0]?.id ?? '',
    product: 'isp',
    region: '',
    duration: 'month',
    quantity: '1',
    poolTag: '',
    customer: null,
    remark: '',
  });
  const { step, problem, pending, dialog, toReview, confirm, toForm } = useIpOrder(
    actions.reviewOpen,
    actions.open,
    actions.confirm,
  );
  const count = draft.quantity === '1' ? '1 new IP' : `${draft.quantity} new IPs`;

  return (
    <Dialog title="Open IPs" onClose={onClose} dismissable={!pending || step.name === 'done'}>
      {step.name === 'form' && (
        <OpenForm
          sources={sources}
          regions={regions}
          draft={draft}
          onChange={setDraft}
          onReview={() => toReview(draft)}
          find={actions.findCustomers}
          customerRequired={customerRequired}
          pending={pending}
          problem={problem}
        />
      )}
      {(step.name === 'review' || step.name === 'lost') && (
        <OrderReview
          head={count}
          facts={facts(draft, sources)}
          review={step.review}
          confirmText="Confirm order"
          lost={step.name === 'lost'}
          pending={pending}
          onBack={toForm}
          onConfirm={() => confirm(draft, step.review)}
        />
      )}
      <ProblemNotice problem={problem} shown={FIELDS} className="mt-4" />
      <LiveRegion>
        {step.name === 'done' && (
          <LiveData>
            <OrderResult first={step.order} onClose={onClose} />
          </LiveData>
        )}
      </LiveRegion>
      {dialog}
    </Dialog>
  );
}
