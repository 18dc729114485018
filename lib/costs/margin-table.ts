import type { Context } from '@/lib/core/actor';
import { getMargin } from './get-margin';
import type { MarginQuery, MarginRowDto } from './schemas';

/** More than any installation has customers with sales in a month. */
const ALL_ROWS = 1_000_000;

/** The labels of the columns of `marginTable`. */
export const MARGIN_COLUMNS = [
  'Group',
  'Id',
  'Currency',
  'Orders',
  'Sold (GB)',
  'Revenue',
  'Cost',
  'Margin',
  'Margin (%)',
  'Cost from blocks',
  'Cost at list',
  'Cost from records',
  'Cost unknown for (GB)',
  'Cost unknown for (orders)',
];

const of = (row: MarginRowDto, basis: string) =>
  row.costs
    .filter((cost) => cost.basis === basis)
    .map(({ money }) => (money.currency === row.currency ? money.amount : `${money.amount} ${money.currency}`))
    .join(' + ');

function cells(row: MarginRowDto): string[] {
  return [
    row.label,
    row.key ?? '',
    row.currency ?? '',
    String(row.orders),
    row.gb,
    row.revenue?.amount ?? '',
    row.cost?.amount ?? '',
    row.margin?.amount ?? '',
    row.marginPercent ?? '',
    of(row, 'blocks'),
    of(row, 'list'),
    of(row, 'record'),
    row.unknown?.gb ?? '',
    row.unknown ? String(row.unknown.orders) : '',
  ];
}

/** The margin as rows of texts, all of them and then the totals. Admins and viewers only. */
export async function marginTable(ctx: Context, query: MarginQuery): Promise<string[][]> {
  const margin = await getMargin(ctx, { ...query, limit: ALL_ROWS, cursor: undefined });
  return [...margin.data, ...margin.totals].map(cells);
}
