import { useTranslations } from 'next-intl';
import { type OrderStatus, type OrderType, orderStatusSchema } from '@/lib/orders/schemas';
import { type ListAddress, listHref } from '../lists/list-address';
import { Segmented } from '../ui/segmented';
import { SortMenu } from '../ui/sort-menu';

const FIRST: readonly OrderStatus[] = ['unknown', 'awaiting_approval'];
const TYPES: readonly OrderType[] = ['top_up', 'deduct', 'ip_open', 'ip_renew'];

/** Filters of the list as links: state and kind. */
export function OrderFilters({ address }: { address: ListAddress }) {
  const t = useTranslations('orders');
  const lists = useTranslations('lists');
  const statuses = [...FIRST, ...orderStatusSchema.options.filter((status) => !FIRST.includes(status))];
  const { status, type } = address.query;
  return (
    <div className="mb-3 flex flex-wrap gap-2">
      <Segmented
        label={t('filters.state')}
        value={status ?? 'all'}
        options={[
          { value: 'all', label: t('filters.all'), href: listHref(address, { status: null }) },
          ...statuses.map((value) => ({
            value,
            label: t(`client.status.${value}`),
            href: listHref(address, { status: value }),
          })),
        ]}
      />
      <Segmented
        label={t('filters.kind')}
        value={type ?? 'all'}
        options={[
          { value: 'all', label: t('filters.everyKind'), href: listHref(address, { type: null }) },
          ...TYPES.map((value) => ({
            value,
            label: t(`client.type.${value}`),
            href: listHref(address, { type: value }),
          })),
        ]}
      />
      {/* Wider screens have the column's head. */}
      <SortMenu
        className="md:hidden"
        label={lists('sort')}
        value={address.query.sort ?? 'new'}
        options={[
          { value: 'new', label: lists('new'), href: listHref(address, { sort: null }) },
          { value: 'old', label: lists('old'), href: listHref(address, { sort: 'old' }) },
        ]}
      />
    </div>
  );
}
