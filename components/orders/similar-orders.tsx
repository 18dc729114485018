import Link from 'next/link';
import type { PreviewDto } from '@/lib/orders/schemas';
import { groupDigits } from '../ui/format';
import { Notice } from '../ui/notice';
import { RelativeTime } from '../ui/relative-time';
import { STATUS } from './labels';

/** What was done to the account just now, so that nobody does it twice by mistake. */
export function SimilarOrders({ similar, said }: { similar: PreviewDto['similar']; said: string }) {
  if (similar.length === 0) return null;
  return (
    <Notice tone="warning" title="Again?">
      <p>{said}</p>
      <ul className="mt-1 flex flex-col gap-0.5">
        {similar.map((order) => (
          <li key={order.id}>
            <Link href={`/orders/${order.id}`} target="_blank" className="underline">
              #{order.id}
            </Link>{' '}
            {groupDigits(order.amountGb)} GB, {STATUS[order.status].label.toLowerCase()},{' '}
            <RelativeTime at={order.createdAt} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
