import { auditQuery } from '@/lib/audit/schemas';
import { addDays, isCalendarDate } from '@/lib/core/calendar-date';

const FILTERS = ['entity', 'entityId', 'action', 'actor', 'from', 'to'] as const;

/** The filters among the parts of an address, and the order where it is not the usual one. */
export function filtersOf(search: Record<string, string>): Record<string, string> {
  const filters = Object.fromEntries(FILTERS.flatMap((name) => (search[name] ? [[name, search[name].trim()]] : [])));
  return search.sort === 'old' ? { ...filters, sort: 'old' } : filters;
}

/** The query of an address; its days are UTC, `to` with its whole day. */
export function queryOf({ from, to, ...rest }: Record<string, string>, cursor?: string) {
  return auditQuery.safeParse({
    ...rest,
    cursor,
    ...(from && isCalendarDate(from) ? { from: `${from}T00:00:00Z` } : {}),
    ...(to && isCalendarDate(to) ? { to: `${addDays(to, 1)}T00:00:00Z` } : {}),
  });
}
