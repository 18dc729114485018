import { stringify } from 'csv-stringify/sync';
import { plainCell } from '@/lib/core/plain-cell';
import type { BulkDto } from './schemas';

const HEAD = [
  'Row',
  'Account',
  'GB',
  'Note',
  'Account found',
  'Customer',
  'Outcome',
  'Order',
  'Price',
  'Currency',
  'Reason',
];

/** Each row with what became of it, as CSV (UTF-8 with a mark, so that spreadsheets read it right). */
export function bulkCsv(bulk: BulkDto): string {
  const rows = bulk.data.map((row) => [
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
  return `\uFEFF${stringify([HEAD, ...rows].map((row) => row.map(plainCell)))}`;
}
