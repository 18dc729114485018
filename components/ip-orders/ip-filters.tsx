import { Search } from 'lucide-react';
import Form from 'next/form';
import { type OrderStatus, orderStatusSchema } from '@/lib/orders/schemas';
import type { IpState } from '@/lib/reconciliation/ip-schemas';
import { STATUS } from '../orders/labels';
import { Segmented } from '../ui/segmented';

type Filter = { q: string; state: IpState | null; kind: 'ip_open' | 'ip_renew' | null; status: OrderStatus | null };
type Href = (filter: Filter) => string;

const STATES: readonly { value: IpState | null; label: string }[] = [
  { value: null, label: 'All' },
  { value: 'active', label: 'Running' },
  { value: 'expiring', label: 'Ends in 7 days' },
  { value: 'expired', label: 'Ended' },
];

/** Which IPs: by address and by their end. */
export function IpFilters({ filter, href }: { filter: Filter; href: Href }) {
  const { q, ...rest } = filter;
  return (
    <div className="flex max-w-full flex-wrap gap-2">
      <Form action="/ip-orders" className="relative w-full sm:w-44">
        {Object.entries(rest).map(
          ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
        />
        <input
          key={q}
          name="q"
          type="search"
          aria-label="Search IPs"
          placeholder="Part of an IP"
          defaultValue={q}
          className="input input--full-width figures h-9 ps-9 text-base sm:text-[0.8125rem]"
        />
      </Form>
      <Segmented
        label="Term"
        value={filter.state ?? 'all'}
        options={STATES.map(({ value, label }) => ({
          value: value ?? 'all',
          label,
          href: href({ ...filter, state: value }),
        }))}
      />
    </div>
  );
}

const FIRST: readonly OrderStatus[] = ['unknown', 'rejected', 'succeeded'];

/** Which orders: openings or renewals, and their state. */
export function IpOrderFilters({ filter, href }: { filter: Filter; href: Href }) {
  const statuses = orderStatusSchema.options.filter((status) => FIRST.includes(status) || status === filter.status);
  return (
    <div className="flex max-w-full flex-wrap gap-2">
      <Segmented
        label="Kind"
        value={filter.kind ?? 'all'}
        options={[
          { value: 'all', label: 'Both', href: href({ ...filter, kind: null }) },
          { value: 'ip_open', label: 'Openings', href: href({ ...filter, kind: 'ip_open' }) },
          { value: 'ip_renew', label: 'Renewals', href: href({ ...filter, kind: 'ip_renew' }) },
        ]}
      />
      <Segmented
        label="State"
        value={filter.status ?? 'all'}
        options={[
          { value: 'all', label: 'Every state', href: href({ ...filter, status: null }) },
          ...statuses.map((status) => ({
            value: status,
            label: STATUS[status].label,
            href: href({ ...filter, status }),
          })),
        ]}
      />
    </div>
  );
}
