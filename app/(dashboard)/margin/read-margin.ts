import {
  type MarginQuery,
  type MarginSort,
  marginGroupSchema,
  marginQuery,
  marginSortSchema,
} from '@/lib/costs/schemas';

/** What the page's address asks for; anything odd in it is left out. */
export function queryOf(search: Record<string, string>, now: Date): MarginQuery {
  const month = marginQuery.shape.month.safeParse(search.month);
  return {
    month: month.success ? month.data : now.toISOString().slice(0, 7),
    groupBy: marginGroupSchema.catch('agent').parse(search.groupBy),
    sort: marginSortSchema.catch(search.groupBy === 'month' ? 'label' : 'margin').parse(search.sort),
    direction: search.direction === 'asc' ? 'asc' : 'desc',
    limit: 100,
    cursor: search.cursor,
  };
}

type Place = { month: string; groupBy: string; sort?: MarginSort; direction?: string; cursor?: string };

/** An address of the page. */
export function hrefOf(place: Place): string {
  return `/margin?${new URLSearchParams({ ...place })}`;
}
