'use client';

import { useTranslations } from 'next-intl';
import type { PreviewDto } from '@/lib/orders/schemas';
import { AsOf } from '../ui/as-of';
import { Facts } from '../ui/facts';
import { type ByteBase, groupDigits } from '../ui/format';
import { Money } from '../ui/money';
import { Notice } from '../ui/notice';
import { Quantity } from '../ui/quantity';
import { ReviewEnd, ReviewHead, type ReviewStep } from './review-end';
import { SimilarOrders } from './similar-orders';

/** The price with what it is made of, or why there is none. */
function Price({ preview }: { preview: PreviewDto }) {
  const t = useTranslations('orders.client');
  if (!preview.price) {
    return <span className="text-muted">{preview.available ? t('review.noPrice') : t('review.nobody')}</span>;
  }
  const { pricePerGb } = preview;
  return (
    <>
      <Money money={preview.price} className="font-medium" />
      {pricePerGb && (
        <span className="ms-2 text-xs text-muted">
          {t.rich('review.aGb', { price: () => <Money money={pricePerGb} /> })}
        </span>
      )}
    </>
  );
}

/** Step two: what exactly will happen, before it happens. */
export function TopUpReview({
  preview,
  note,
  accountLabel,
  base,
  step,
}: {
  preview: PreviewDto;
  note: string;
  accountLabel: string;
  base: ByteBase;
  step: ReviewStep;
}) {
  const t = useTranslations('orders.client');
  return (
    <div className="flex flex-col gap-4">
      <ReviewHead>
        <span className="figures">+{groupDigits(preview.amountGb)}</span>
        <span className="ms-1.5 text-lg text-muted">GB</span>
        <span className="figures ms-3 inline-block text-sm font-normal tracking-normal whitespace-nowrap text-muted">
          = {preview.units}
        </span>
      </ReviewHead>
      <Facts
        items={[
          { label: t('review.account'), value: accountLabel },
          {
            label: t('review.residual'),
            value: (
              <>
                <Quantity bytes={preview.residualBeforeBytes} base={base} /> →{' '}
                <Quantity bytes={preview.residualAfterBytes} base={base} className="font-medium" />{' '}
                <AsOf at={preview.residualAsOf} />
              </>
            ),
          },
          { label: t('review.price'), value: <Price preview={preview} /> },
          ...(preview.available ? [{ label: t('review.toSpend'), value: <Money money={preview.available} /> }] : []),
          ...(note === '' ? [] : [{ label: t('review.note'), value: note }]),
        ]}
      />
      <SimilarOrders similar={preview.similar} act="topUp" />
      {!preview.enough && <Notice tone="danger">{t('review.notEnough')}</Notice>}
      {preview.needsApproval && <Notice>{t('review.needsApproval')}</Notice>}
      <ReviewEnd step={step} confirmText={t('review.confirmTopUp')} />
    </div>
  );
}
