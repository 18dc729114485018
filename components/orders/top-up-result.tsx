'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { OrderDto, OrderStatus } from '@/lib/orders/schemas';
import { groupDigits } from '../ui/format';
import { Notice } from '../ui/notice';
import { Progress } from '../ui/progress';
import { isInFlight, STATUS } from './labels';
import { useOrder } from './use-order';

const SENTENCE: Record<OrderStatus, (amount: string) => string> = {
  succeeded: (amount) => `${amount} were added.`,
  rejected: (amount) => `The provider refused the top-up of ${amount}. Nothing was charged.`,
  unknown: () => 'The provider gave no clear answer. Gigatill is looking for proof; do not top up again for now.',
  awaiting_approval: (amount) => `The top-up of ${amount} waits for approval. Nothing was sent yet.`,
  cancelled: (amount) => `The top-up of ${amount} was cancelled.`,
  queued: (amount) => `The top-up of ${amount} is being sent.`,
  submitting: (amount) => `The top-up of ${amount} is being sent.`,
};

/** Step three: what became of it, followed until it is settled. */
export function TopUpResult({ first, onClose }: { first: OrderDto; onClose: () => void }) {
  const order = useOrder(first);
  const router = useRouter();
  const shown = useRef(first.status);

  useEffect(() => {
    if (order.status === shown.current) return;
    shown.current = order.status;
    router.refresh();
  }, [order.status, router]);

  const { tone } = STATUS[order.status];
  const words = order.attempts.at(-1)?.message;
  return (
    <div className="flex flex-col gap-4">
      <Notice
        tone={tone === 'danger' ? 'danger' : tone === 'warning' ? 'warning' : 'info'}
        title={STATUS[order.status].label}
      >
        {SENTENCE[order.status](`${groupDigits(order.amountGb ?? '0')} GB`)}
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
