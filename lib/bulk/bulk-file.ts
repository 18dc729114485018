import { stringify } from 'csv-stringify/sync';
import { plainCell } from '@/lib/core/plain-cell';
import type { XlsxColumn, XlsxSheet } from '@/lib/infra/xlsx';
import type { BulkDto } from './schemas';

const COLUMNS: readonly XlsxColumn[] = [
  { label: 'Row', kind: 'number', width: 6 },
  { label: 'Account', width: 20 },
  { label: 'GB', kind: 'number', width: 12 },
  { label: 'Note', width: 24 },
  { label: 'Account found', width: 24 },
  { label: 'Customer', width: 24 },
  { label: 'Outcome', width: 18 },
  { label: 'Order', width: 10 },
  { label: 'Price', kind: 'number', width: 12 },
  { label: 'Currency', width: 10 },
  { label: 'Reason', width: 48 },
];

function cellsOf(bulk: BulkDto): string[][] {
  return bulk.data.map((row) => [
    String(row.no),
    row.account,
    row.amountGb,
    row.note ?? '',
    row.accountName ?? '',
    row.customerName ?? '',
    row.state,
    row.orderId ?? '',
    row.price?.amount ?? '',
    row.price?.currency ?? '',
    row.problem ?? '',
  ]);
}

/** Each row with what became of it, as CSV (UTF-8 with a mark, so that spreadsheets read it right). */
export function bulkCsv(bulk: BulkDto): string {
  const rows = [COLUMNS.map(({ label }) => label), ...cellsOf(bulk)];
  return `\uFEFF${stringify(rows.map((row) => row.map(plainCell)))}`;
}

/** The same as a workbook, which also says what list it is and as of when. */
export function bulkSheet(bulk: BulkDto, now: Date): XlsxSheet {
  return {
    name: `Bulk top-up ${bulk.id}`,
    head: [
      ['Bulk top-up', `#${bulk.id}${bulk.fileName ? ` ${bulk.fileName}` : ''}`],
      ['Made by', bulk.madeBy],
      ['Made', `${bulk.createdAt} (UTC)`],
      ['Status', bulk.status],
      ['As of', `${now.toISOString()} (UTC)`],
      ['Unit', 'GB of the provider'],
    ],
    columns: COLUMNS,
    rows: cellsOf(bulk),
  };
}
