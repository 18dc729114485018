'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { OrderDto } from '@/lib/orders/schemas';
import { Dialog } from '../ui/dialog';
import { LiveData } from '../ui/live-data';
import { LiveRegion } from '../ui/live-region';
import { ProblemNotice } from '../ui/problem-notice';
import type { ReviewStep } from './review-end';
import type { OrderSteps } from './use-order-steps';

/** The frame of an order in three steps: form, review, result. */
export function OrderDialog<Review>({
  title,
  steps,
  shown = [],
  form,
  review,
  result,
  onClose,
}: {
  title: string;
  steps: OrderSteps<Review>;
  /** Fields of the form that show by themselves what is wrong with them. */
  shown?: readonly string[];
  form: ReactNode;
  review: (review: Review, step: ReviewStep) => ReactNode;
  result: (order: OrderDto) => ReactNode;
  /** `ordered` is true after an order was made. */
  onClose: (ordered: boolean) => void;
}) {
  const t = useTranslations('orders.client');
  const { step, problem, pending, dialog, confirm, toForm } = steps;
  const done = step.name === 'done';
  return (
    <Dialog title={title} onClose={() => onClose(done)} dismissable={!pending || done}>
      {step.name === 'form' && form}
      {(step.name === 'review' || step.name === 'lost') &&
        review(step.review, {
          lost: step.name === 'lost',
          pending,
          onBack: toForm,
          onConfirm: () => confirm(step.review),
        })}
      <ProblemNotice problem={problem} shown={step.name === 'form' ? shown : []} className="mt-4" />
      <LiveRegion>
        {pending && step.name !== 'form' && <span className="sr-only">{t('result.sending')}</span>}
        {done && <LiveData>{result(step.order)}</LiveData>}
      </LiveRegion>
      {dialog}
    </Dialog>
  );
}
