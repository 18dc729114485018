'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PreviewDto } from '@/lib/orders/schemas';
import { AsOf } from '../ui/as-of';
import { Facts } from '../ui/facts';
import { type ByteBase, groupDigits } from '../ui/format';
import { Notice } from '../ui/notice';
import { Quantity } from '../ui/quantity';
import { ReviewEnd, type ReviewStep } from './review-end';
import { SimilarOrders } from './similar-orders';

/** What a deduct will leave. Below zero it asks a second time. */
export function DeductReview({
  preview,
  note,
  base,
  step,
}: {
  preview: PreviewDto;
  /** The reason. */
  note: string;
  base: ByteBase;
  step: ReviewStep;
}) {
  const t = useTranslations('orders.client');
  const [sure, setSure] = useState(false);
  const { residualBeforeBytes: before, residualAfterBytes: after } = preview;
  const belowZero = after !== null && after < 0;
  return (
    <div className="flex flex-col gap-4">
      <Facts
        items={[
          { label: t('review.takeBack'), value: `${groupDigits(preview.amountGb)} GB = ${preview.units}` },
          {
            label: t('review.residual'),
            value: (
              <>
                <Quantity bytes={before} base={base} /> → <Quantity bytes={after} base={base} className="font-medium" />{' '}
                <AsOf at={preview.residualAsOf} />
              </>
            ),
          },
          { label: t('review.reason'), value: note },
        ]}
      />
      <SimilarOrders similar={preview.similar} act="deduct" />
      {belowZero && (
        <Notice tone="danger" title={t('review.moreThanLeft')}>
          <label className="flex cursor-pointer items-start gap-2">
            <input
              type="checkbox"
              className="mt-0.5 size-4 shrink-0"
              checked={sure}
              onChange={(event) => setSure(event.target.checked)}
            />
            {t('review.allTheSame')}
          </label>
        </Notice>
      )}
      {preview.needsApproval && <Notice>{t('review.needsApproval')}</Notice>}
      <ReviewEnd step={step} confirmText={t('review.confirmDeduct')} ready={!belowZero || sure} />
    </div>
  );
}
