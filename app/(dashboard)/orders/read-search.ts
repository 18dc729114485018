import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { Chip } from '@/components/lists/filter-chips';
import type { ListAddress } from '@/components/lists/list-address';
import { isCalendarDate } from '@/lib/core/calendar-date';
import { type OrderQuery, orderQuery, orderStatusSchema, orderTypeSchema } from '@/lib/orders/schemas';

const KEPT = ['status', 'type', 'customerId', 'accountId', 'from', 'to', 'sort', 'hide'] as const;

const idText = (text: string | undefined) => (/^\d{1,9}$/.test(text ?? '') ? text : undefined);
const dayText = (text: string | undefined) => (text !== undefined && isCalendarDate(text) ? text : undefined);

/** What the list's address asks for. A filter that makes no sense is as if it were not there. */
export function readOrderSearch(search: Record<string, string>): { address: ListAddress; query: OrderQuery } {
  const filters = {
    status: orderStatusSchema.optional().catch(undefined).parse(search.status),
    type: orderTypeSchema.optional().catch(undefined).parse(search.type),
    customerId: idText(search.customerId),
    accountId: idText(search.accountId),
    from: dayText(search.from),
    to: dayText(search.to),
    sort: search.sort === 'old' ? ('old' as const) : undefined,
  };
  const all: Record<string, string | undefined> = { ...filters, hide: search.hide };
  const query = Object.fromEntries(
    KEPT.flatMap((name): [string, string][] => {
      const value = all[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  return { address: { path: '/orders', query }, query: orderQuery.parse({ ...filters, cursor: search.cursor }) };
}

/** The filters in force that are not shown elsewhere, in words. `names` of the customer and the account, where known. */
export async function chipsOf(
  { query }: ListAddress,
  names: { customer?: string | null; account?: string | null },
): Promise<Chip[]> {
  const t = await getTranslations('orders.page');
  const chips: Chip[] = [];
  if (query.customerId) {
    chips.push({ text: t('chipCustomer', { name: names.customer ?? `#${query.customerId}` }), parts: ['customerId'] });
  }
  if (query.accountId) {
    chips.push({ text: t('chipAccount', { name: names.account ?? `#${query.accountId}` }), parts: ['accountId'] });
  }
  if (query.from) chips.push({ text: t('chipFrom', { day: query.from }), parts: ['from'] });
  if (query.to) chips.push({ text: t('chipTo', { day: query.to }), parts: ['to'] });
  return chips;
}
