import { stringify } from 'csv-stringify/sync';
import type { Context } from '@/lib/core/actor';
import { plainCell } from '@/lib/core/plain-cell';
import { getMargin } from './get-margin';
import type { MarginDto, MarginQuery, MarginRowDto } from './schemas';

/** More than any installation has customers with sales in a month. */
const ALL_ROWS = 1_000_000;

const HEAD = [
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

function toCsv(margin: MarginDto): string {
  const rows = [HEAD, ...margin.data.map(cells), ...margin.totals.map(cells)];
  return `\uFEFF${stringify(rows.map((row) => row.map(plainCell)))}`;
}

/** The margin as CSV (UTF-8 with a mark), all rows and the totals. Admins and viewers only. */
export async function marginCsv(ctx: Context, query: MarginQuery): Promise<string> {
  return toCsv(await getMargin(ctx, { ...query, limit: ALL_ROWS, cursor: undefined }));
}
