'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import type { OrderDto } from '@/lib/orders/schemas';
import { Notice } from '../ui/notice';
import { Progress } from '../ui/progress';
import { useRefresh } from '../ui/use-refresh';
import { isInFlight, noticeTone } from './labels';
import { useOrder } from './use-order';

/** What became of an order that was just made, followed until it is settled; then the page behind it is shown anew. */
export function OrderResult({
  first,
  sentence,
  more,
  onClose,
}: {
  first: OrderDto;
  /** What its state means, in one sentence. */
  sentence: (order: OrderDto) => string;
  more?: (order: OrderDto) => ReactNode;
  onClose: () => void;
}) {
  const t = useTranslations('orders.client');
  const order = useOrder(first);
  const refresh = useRefresh();
  const shown = useRef(first.status);

  useEffect(() => {
    if (order.status === shown.current) return;
    shown.current = order.status;
    void refresh();
  }, [order.status, refresh]);

  const words = order.attempts.at(-1)?.message;
  return (
    <div className="flex flex-col gap-4">
      <Notice tone={noticeTone(order.status)} title={t(`status.${order.status}`)}>
        {sentence(order)}
        {more?.(order)}
        {order.status === 'rejected' && words && (
          <p className="mt-1">{t.rich('result.words', { words: () => <bdi>{words}</bdi> })}</p>
        )}
      </Notice>
      {isInFlight(order.status) && <Progress label={t('waiting')} done={0} total={null} />}
      <div className="flex justify-end gap-2">
        <Link href={`/orders/${order.id}`} className="button button--ghost">
          {t('result.order', { id: order.id })}
        </Link>
        <button type="button" className="button button--primary" onClick={onClose}>
          {t('result.close')}
        </button>
      </div>
    </div>
  );
}
