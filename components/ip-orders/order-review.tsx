'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { STATUS } from '../orders/labels';
import { Facts } from '../ui/facts';
import { Money } from '../ui/money';
import { Notice } from '../ui/notice';
import { RelativeTime } from '../ui/relative-time';
import { IpPrice, IpPriceShort } from './ip-price';
import type { IpReview } from './types';

/** Step two of an IP order: what exactly will be sent, before it is. */
export function OrderReview({
  head,
  facts,
  review,
  confirmText,
  lost,
  pending,
  onBack,
  onConfirm,
}: {
  head: string;
  facts: readonly { label: string; value: ReactNode }[];
  review: IpReview;
  confirmText: string;
  lost: boolean;
  pending: boolean;
  onBack: () => void;
  onConfirm: () => void;
}) {
  const t = useTranslations('ipOrders.price');
  const { similar, price } = review;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-2xl font-semibold tracking-tight">{head}</p>
      <Facts
        items={[
          ...facts,
          { label: t('label'), value: <IpPrice preview={price} /> },
          ...(price.available ? [{ label: t('toSpend'), value: <Money money={price.available} /> }] : []),
        ]}
      />
      <IpPriceShort preview={price} />
      {similar.length > 0 && (
        <Notice tone="warning" title="Again?">
          <p>The same was ordered in the last ten minutes:</p>
          <ul className="mt-1">
            {similar.map((order) => (
              <li key={order.id}>
                <Link href={`/orders/${order.id}`} target="_blank" className="underline">
                  #{order.id}
                </Link>{' '}
                {STATUS[order.status].label.toLowerCase()}, <RelativeTime at={order.createdAt} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Notice>
        This provider has no order key. Gigatill sends the order once and never repeats it by itself; without a clear
        answer it looks for the order in the provider’s list.
      </Notice>
      {lost && (
        <Notice tone="warning" role="alert" title="The answer got lost on the way">
          The order may have been made. Asking again is safe: it is the same order, and never a second one.
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {!lost && (
          <button type="button" className="button button--ghost" disabled={pending} onClick={onBack}>
            Back
          </button>
        )}
        {/* biome-ignore lint/a11y/noAutofocus: the next step of a dialog that was opened on purpose */}
        <button type="button" autoFocus className="button button--primary" disabled={pending} onClick={onConfirm}>
          {pending ? 'Sending…' : lost ? 'Ask again' : confirmText}
        </button>
      </div>
    </div>
  );
}
