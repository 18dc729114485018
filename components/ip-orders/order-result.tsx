'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { OrderDto, OrderStatus } from '@/lib/orders/schemas';
import { isInFlight, STATUS } from '../orders/labels';
import { useOrder } from '../orders/use-order';
import { Notice } from '../ui/notice';
import { Progress } from '../ui/progress';

const SENTENCE: Record<OrderStatus, string> = {
  succeeded: 'The provider took the order. Its IPs appear in the list after the next reading of the provider.',
  rejected: 'The provider refused the order. Nothing was opened or renewed.',
  unknown: 'The provider gave no clear answer. Gigatill is looking for proof; do not order it again for now.',
  awaiting_approval: 'The order waits for approval. Nothing was sent yet.',
  cancelled: 'The order was cancelled before anything was sent.',
  queued: 'The order is being sent.',
  submitting: 'The order is being sent.',
};

/** Step three: what became of an IP order, followed until it is settled. */
export function OrderResult({ first, onClose }: { first: OrderDto; onClose: () => void }) {
  const order = useOrder(first);
  const router = useRouter();
  const shown = useRef(first.status);

  useEffect(() => {
    if (order.status === shown.current) return;
    shown.current = order.status;
    router.refresh();
  }, [order.status, router]);

  const { label, tone } = STATUS[order.status];
  const words = order.attempts.at(-1)?.message;
  return (
    <div className="flex flex-col gap-4">
      <Notice tone={tone === 'danger' ? 'danger' : tone === 'warning' ? 'warning' : 'info'} title={label}>
        {SENTENCE[order.status]}
        {order.providerOrderId && (
          <p className="mt-1">
            The provider’s number: <span className="figures font-medium">{order.providerOrderId}</span>
          </p>
        )}
        {order.status === 'rejected' && words && (
          <p className="mt-1">
            The provider’s words: <bdi>{words}</bdi>
          </p>
        )}
      </Notice>
      {isInFlight(order.status) && <Progress label="Waiting for the provider" done={0} total={null} />}
      <div className="flex justify-end gap-2">
        <Link href={`/orders/${order.id}`} className="button button--ghost">
          Order #{order.id}
        </Link>
        <button type="button" className="button button--primary" onClick={onClose}>
          Close
        </button>
      </div>
    </div>
  );
}
