'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ReviewEnd, ReviewHead, type ReviewStep } from '../orders/review-end';
import { SimilarOrders } from '../orders/similar-orders';
import { Facts } from '../ui/facts';
import { Money } from '../ui/money';
import { Notice } from '../ui/notice';
import { IpPrice, IpPriceShort } from './ip-price';
import type { IpReview as Review } from './types';

/** Step two of an IP order: what exactly will be sent, before it is. */
export function IpReview({
  head,
  facts,
  review: { similar, price },
  confirmText,
  step,
}: {
  head: string;
  facts: readonly { label: string; value: ReactNode }[];
  review: Review;
  confirmText: string;
  step: ReviewStep;
}) {
  const t = useTranslations('ipOrders.client');
  const cost = useTranslations('ipOrders.price');
  return (
    <div className="flex flex-col gap-4">
      <ReviewHead>{head}</ReviewHead>
      <Facts
        items={[
          ...facts,
          { label: cost('label'), value: <IpPrice preview={price} /> },
          ...(price.available ? [{ label: cost('toSpend'), value: <Money money={price.available} /> }] : []),
        ]}
      />
      <IpPriceShort preview={price} />
      <SimilarOrders similar={similar} act="ip" />
      <Notice>{t('review.noKey')}</Notice>
      <ReviewEnd step={step} confirmText={confirmText} />
    </div>
  );
}
