import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { OrderStatus } from '@/lib/orders/schemas';
import { groupDigits } from '../ui/format';
import { Notice } from '../ui/notice';
import { RelativeTime } from '../ui/relative-time';

type Similar = { id: string; status: OrderStatus; createdAt: string; amountGb?: string };

/** What was done just now, so that nobody does it twice by mistake. */
export function SimilarOrders({ similar, act }: { similar: readonly Similar[]; act: 'topUp' | 'deduct' | 'ip' }) {
  const t = useTranslations('orders.client');
  if (similar.length === 0) return null;
  return (
    <Notice tone="warning" title={t('similar.title')}>
      <p>{t(`similar.${act}`)}</p>
      <ul className="mt-1 flex flex-col gap-0.5">
        {similar.map((order) => (
          <li key={order.id}>
            <Link href={`/orders/${order.id}`} target="_blank" className="underline">
              #{order.id}
            </Link>{' '}
            {t.rich(order.amountGb === undefined ? 'similar.lineIp' : 'similar.line', {
              amount: groupDigits(order.amountGb ?? ''),
              status: t(`status.${order.status}`),
              time: () => <RelativeTime at={order.createdAt} />,
            })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
