import { parse } from 'csv-parse/sync';
import { AppError } from '@/lib/core/errors';
import { gbInput, plainText } from '@/lib/core/wire';
import { type BulkRowsInput, MAX_BULK_ROWS } from './schemas';

/** One row as it was given; `gb` is null where the amount cannot be taken, and `problem` says why. */
export type ParsedRow = {
  no: number;
  account: string;
  amountText: string;
  note: string | null;
  gb: bigint | null;
  problem: string | null;
};

const NOTE = plainText(1000);
const ACCOUNT = plainText(200);

function refused(message: string): AppError {
  return new AppError('invalid_input', message, { fields: [{ path: 'text', message }] });
}

function readCells(text: string): string[][] {
  if (text.startsWith('PK')) throw refused('This is a workbook. Choose it as a file, or paste its cells.');
  const firstLine = text.split(/\r\n|\r|\n/).find((line) => line.trim() !== '') ?? '';
  const delimiter = [';', '\t'].find((sign) => firstLine.includes(sign)) ?? ',';
  try {
    return parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch {
    throw refused('This cannot be read as a table: look for a quotation mark that is not closed.');
  }
}

/** A head names the columns: its second cell is no amount, and holds no digit at all. */
function isHead(cells: readonly string[]): boolean {
  return cells.length > 1 && !/\d/.test(cells[1] ?? '') && /[\p{L}]/u.test(cells[1] ?? '');
}

/** A row from its cells: account, GB, note. `problem` says why it cannot be taken. */
export function toRow(cells: readonly string[], no: number): ParsedRow {
  const [account = '', given = '', note = ''] = cells;
  const amountText = given.replace(/\s*GB$/i, '');
  const amount = gbInput.safeParse(amountText);
  const gb = amount.success ? amount.data : null;
  const row = { no, account: account.slice(0, 200), amountText: given.slice(0, 60), note: note || null, gb };
  const bad = (problem: string) => ({ ...row, account: clean(row.account), note: null, gb: null, problem });
  if (account === '') return bad('The account is missing.');
  if (!ACCOUNT.safeParse(account).success) return bad('This is no account.');
  if (!NOTE.safeParse(note).success) return bad('The note is too long or has control characters.');
  if (gb === null) return { ...row, amountText: clean(row.amountText), problem: amountProblem(given) };
  return { ...row, problem: null };
}

/** What the database takes as text, of something that was not accepted. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: leaving them out is the point
  return text.toWellFormed().replace(/[\u0000-\u001f\u007f]/g, ' ');
}

function amountProblem(given: string): string {
  if (given === '') return 'The amount is missing.';
  if (/^\d+,\d+$/.test(given)) return 'Write the amount with a point, e.g. 1.5.';
  return 'Write the amount in GB, above 0, with at most six decimals, e.g. 1.01.';
}

/**
 * Reads pasted or uploaded rows: account, GB, note, apart by tabs, semicolons or commas, with or without a head. Every row
 * comes back, with the reason where it cannot be taken. Throws `invalid_input` when it is no table, or too long.
 */
export function parseRows(text: string): ParsedRow[] {
  const cells = readCells(text).filter((row) => row.some((cell) => cell !== ''));
  const head = cells[0] !== undefined && isHead(cells[0]);
  const rows = (head ? cells.slice(1) : cells).map((row, index) => toRow(row, index + 1));
  if (rows.length === 0) throw refused('Paste at least one row: account, GB and, if you like, a note.');
  if (rows.length > MAX_BULK_ROWS) throw refused(`At most ${MAX_BULK_ROWS} rows at once; these are ${rows.length}.`);
  return rows;
}

/** Rows of a program, in the same shape; our own id is written as `#12`. */
export function rowsOf({ rows }: BulkRowsInput): ParsedRow[] {
  return rows.map(({ account, accountId, amountGb, note }, index) =>
    toRow([account?.trim() ?? `#${accountId}`, amountGb.trim(), note ?? ''], index + 1),
  );
}
