import { type OrderStatus, type OrderType, orderStatusSchema } from '@/lib/orders/schemas';
import { Segmented } from '../ui/segmented';
import { STATUS, TYPE_LABEL } from './labels';

export type OrderFilter = { status: OrderStatus | null; type: OrderType | null };

/** The address of the list under a filter. */
export function ordersHref(filter: OrderFilter, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(more);
  if (filter.status) query.set('status', filter.status);
  if (filter.type) query.set('type', filter.type);
  const text = query.toString();
  return text === '' ? '/orders' : `/orders?${text}`;
}

const FIRST: readonly OrderStatus[] = ['unknown', 'awaiting_approval'];

/** Filters of the list as links: state and kind. */
export function OrderFilters({ filter, keep }: { filter: OrderFilter; keep: Record<string, string> }) {
  const statuses = [...FIRST, ...orderStatusSchema.options.filter((status) => !FIRST.includes(status))];
  const types: OrderType[] = ['top_up', 'deduct', 'ip_open', 'ip_renew'];
  return (
    <div className="mb-4 flex flex-wrap gap-2">
      <Segmented
        label="State"
        value={filter.status ?? 'all'}
        options={[
          { value: 'all', label: 'All', href: ordersHref({ ...filter, status: null }, keep) },
          ...statuses.map((status) => ({
            value: status,
            label: STATUS[status].label,
            href: ordersHref({ ...filter, status }, keep),
          })),
        ]}
      />
      <Segmented
        label="Kind"
        value={filter.type ?? 'all'}
        options={[
          { value: 'all', label: 'Every kind', href: ordersHref({ ...filter, type: null }, keep) },
          ...types.map((type) => ({
            value: type,
            label: TYPE_LABEL[type],
            href: ordersHref({ ...filter, type }, keep),
          })),
        ]}
      />
    </div>
  );
}
