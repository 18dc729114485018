import { stringify } from 'csv-stringify/sync';
import { plainCell } from '@/lib/core/plain-cell';
import type { StatementDto } from './schemas';

function issuerRows({ issuer }: StatementDto): string[][] {
  if (!issuer) return [];
  const rows = [
    ['Issuer', issuer.name],
    ['Address', issuer.address.replace(/\s*\n\s*/g, ', ')],
    ['Tax ID', issuer.taxId],
  ];
  return rows.filter(([, value]) => value !== '');
}

/** The statement as CSV (UTF-8 with a mark, so that spreadsheets read it right). The same statement gives the same bytes. */
export function statementCsv(statement: StatementDto): string {
  const { currency } = statement;
  const rows: string[][] = [
    ['Statement', statement.month],
    ['Account', statement.name],
    ['Currency', currency],
    ['Status', statement.status],
    ...issuerRows(statement),
    [],
    ['At (UTC)', 'Kind', 'Description', 'Order', `Amount (${currency})`, `Balance (${currency})`],
    ['', 'opening', 'Opening balance', '', '', statement.opening.amount],
    ...statement.lines.map((line) => [
      line.at,
      line.kind,
      line.description,
      line.orderId ?? '',
      line.amount.amount,
      line.balance.amount,
    ]),
    ['', 'closing', 'Closing balance', '', '', statement.closing.amount],
    [],
    ['Day (provider)', 'Traffic (bytes)'],
    ...statement.usage.map((day) => [day.date, String(day.totalBytes)]),
  ];
  return `\uFEFF${stringify(rows.map((row) => row.map(plainCell)))}`;
}
