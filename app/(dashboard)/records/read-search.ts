import type { ListAddress } from '@/components/lists/list-address';
import { type ProviderRecordQuery, providerRecordQuery } from '@/lib/reconciliation/schemas';

const FILTERS = ['connectionId', 'kind', 'from', 'to'] as const;

/** What the list's address asks for; null when it makes no sense. `recordId` is the record that is open. */
export function readRecordSearch(
  search: Record<string, string>,
): { address: ListAddress; query: ProviderRecordQuery; recordId: bigint | null } | null {
  const filters = Object.fromEntries(FILTERS.flatMap((name) => (search[name] ? [[name, search[name]]] : [])));
  const sort: Record<string, string> = search.sort === 'old' ? { sort: 'old' } : {};
  const query = providerRecordQuery.safeParse({
    ...filters,
    ...sort,
    ...(search.cursor ? { cursor: search.cursor } : {}),
  });
  if (!query.success) return null;
  const recordId = /^\d{1,18}$/.test(search.record ?? '') ? BigInt(search.record ?? '') : null;
  const hide: Record<string, string> = search.hide ? { hide: search.hide } : {};
  return { address: { path: '/records', query: { ...filters, ...sort, ...hide } }, query: query.data, recordId };
}
