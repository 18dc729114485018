import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { Chip } from '@/components/lists/filter-chips';
import type { ListAddress } from '@/components/lists/list-address';
import { attentionSchema, type CustomerQuery, customerQuery, customerSortSchema } from '@/lib/customers/schemas';

const KEPT = ['q', 'attention', 'agentId', 'tag', 'sort', 'hide'] as const;

/** What the list's address asks for. A filter that makes no sense is as if it were not there. */
export function readCustomerSearch(
  search: Record<string, string>,
  house: boolean,
): { address: ListAddress; query: CustomerQuery } {
  const parsed = {
    q: search.q?.trim().slice(0, 200) || undefined,
    attention: attentionSchema.optional().catch(undefined).parse(search.attention),
    agentId: house && /^\d{1,9}$/.test(search.agentId ?? '') ? search.agentId : undefined,
    tag: search.tag?.trim().slice(0, 40) || undefined,
    sort: customerSortSchema.optional().catch(undefined).parse(search.sort),
  };
  const all: Record<string, string | undefined> = { ...parsed, hide: search.hide };
  const query = Object.fromEntries(
    KEPT.flatMap((name): [string, string][] => {
      const value = all[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const asked = customerQuery.parse({ ...parsed, cursor: search.cursor, limit: search.limit ?? 50 });
  return { address: { path: '/customers', query }, query: asked };
}

/** The filters in force that are not shown elsewhere, in words. */
export async function chipsOf(
  { query }: ListAddress,
  agents: readonly { id: string; name: string }[],
): Promise<Chip[]> {
  const t = await getTranslations('customers.page');
  const chips: Chip[] = [];
  if (query.q) chips.push({ text: t('chipSearch', { q: query.q }), parts: ['q'] });
  if (query.agentId) {
    const agent = agents.find(({ id }) => id === query.agentId)?.name ?? query.agentId;
    chips.push({ text: t('chipAgent', { agent }), parts: ['agentId'] });
  }
  if (query.tag) chips.push({ text: t('chipTag', { tag: query.tag }), parts: ['tag'] });
  if (query.attention === 'out') chips.push({ text: t('chipOut'), parts: ['attention'] });
  if (query.attention === 'alert') chips.push({ text: t('chipAlert'), parts: ['attention'] });
  return chips;
}
