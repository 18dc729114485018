import Form from 'next/form';
import { useTranslations } from 'next-intl';
import { type OrderStatus, orderStatusSchema } from '@/lib/orders/schemas';
import type { IpState } from '@/lib/reconciliation/ip-schemas';
import { SearchInput } from '../ui/search-input';
import { Segmented } from '../ui/segmented';

type Filter = { q: string; state: IpState | null; kind: 'ip_open' | 'ip_renew' | null; status: OrderStatus | null };
type Href = (filter: Filter) => string;

const STATES = ['active', 'expiring', 'expired'] as const satisfies readonly IpState[];

/** Which IPs: by address and by their end. */
export function IpFilters({ filter, href }: { filter: Filter; href: Href }) {
  const t = useTranslations('ipOrders.filters');
  const { q, ...rest } = filter;
  return (
    <div className="flex max-w-full flex-wrap gap-2">
      <Form action="/ip-orders" className="relative w-full sm:w-44">
        {Object.entries(rest).map(
          ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <SearchInput
          key={q}
          aria-label={t('search')}
          placeholder={t('part')}
          defaultValue={q}
          className="figures sm:text-[0.8125rem]"
        />
      </Form>
      <Segmented
        label={t('term')}
        value={filter.state ?? 'all'}
        options={[
          { value: 'all', label: t('all'), href: href({ ...filter, state: null }) },
          ...STATES.map((state) => ({ value: state, label: t(state), href: href({ ...filter, state }) })),
        ]}
      />
    </div>
  );
}

const FIRST: readonly OrderStatus[] = ['unknown', 'rejected', 'succeeded'];

/** Which orders: openings or renewals, and their state. */
export function IpOrderFilters({ filter, href }: { filter: Filter; href: Href }) {
  const t = useTranslations('ipOrders.filters');
  const order = useTranslations('orders.client');
  const statuses = orderStatusSchema.options.filter((status) => FIRST.includes(status) || status === filter.status);
  return (
    <div className="flex max-w-full flex-wrap gap-2">
      <Segmented
        label={t('kind')}
        value={filter.kind ?? 'all'}
        options={[
          { value: 'all', label: t('both'), href: href({ ...filter, kind: null }) },
          { value: 'ip_open', label: t('opening'), href: href({ ...filter, kind: 'ip_open' }) },
          { value: 'ip_renew', label: t('renewal'), href: href({ ...filter, kind: 'ip_renew' }) },
        ]}
      />
      <Segmented
        label={t('state')}
        value={filter.status ?? 'all'}
        options={[
          { value: 'all', label: t('everyState'), href: href({ ...filter, status: null }) },
          ...statuses.map((status) => ({
            value: status,
            label: order(`status.${status}`),
            href: href({ ...filter, status }),
          })),
        ]}
      />
    </div>
  );
}
