import 'server-only';
import { writeXlsxStream } from 'hucre/xlsx';
import { plainCell } from '@/lib/core/plain-cell';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Most rows of one sheet; what does not fit goes on in the next one, under the same labels. */
const SHEET_ROWS = 1_048_576;

/** Decimals that a spreadsheet, whose numbers are floats, shows exactly as they are. */
const EXACT = /^-?(?=(?:\D*\d){1,15}\D*$)(?:0|[1-9]\d*)(\.\d+)?$/;

type XlsxColumn = {
  /** With its unit, e.g. `Download (GB)`. */
  label: string;
  /** Width in characters. */
  width?: number;
  /**
   * `number`: its decimal texts become numbers that can be summed, as long as that changes no digit. `text` (the default)
   * stays as it is: phone numbers and ids keep their zeros.
   */
  kind?: 'text' | 'number';
};

export type XlsxSheet = {
  name: string;
  /** What stands above the table: what it is, of when, units, time zone, filters. E.g. `['Time zone', 'Asia/Tokyo']`. */
  head: readonly (readonly [label: string, value: string])[];
  columns: readonly XlsxColumn[];
  /** Pulled only as fast as the reader takes the file; null is an empty cell. */
  rows: Iterable<readonly (string | null)[]> | AsyncIterable<readonly (string | null)[]>;
  /** Rows of a sheet before the next one begins; for tests. */
  maxRows?: number;
};

function cell(value: string | null, column: XlsxColumn | undefined): string | number | null {
  if (value === null || value === '') return null;
  return column?.kind === 'number' && EXACT.test(value) ? Number(value) : plainCell(value);
}

/** What a spreadsheet allows as the name of a sheet. */
function sheetName(name: string): string {
  const allowed = name.replace(/[\\/?*[\]:]/g, ' ').trim();
  return allowed.slice(0, 25) || 'Sheet';
}

async function* allRows({ head, columns, rows, maxRows = SHEET_ROWS }: XlsxSheet) {
  const labels = columns.map(({ label }) => plainCell(label));
  const above = [
    ...head.map(([label, value]) => [plainCell(label), plainCell(value)]),
    ...(head.length > 0 ? [[]] : []),
  ];
  yield* above;
  yield labels;
  let used = above.length + 1;
  for await (const row of rows) {
    if (used % maxRows === 0) {
      yield labels;
      used += 1;
    }
    yield row.map((value, index) => cell(value, columns[index]));
    used += 1;
  }
}

/**
 * A workbook as bytes, made while it is read: neither the rows nor the file are ever held as a whole. No cell is a formula.
 * An error of `rows` ends the stream with it, so that a file that is cut short is not taken for a whole one.
 */
export function xlsxStream(sheet: XlsxSheet): ReadableStream<Uint8Array> {
  return writeXlsxStream(allRows(sheet), {
    name: sheetName(sheet.name),
    columns: sheet.columns.map(({ width = 16 }) => ({ width })),
    repeatHeaders: false,
    maxRowsPerSheet: sheet.maxRows ?? SHEET_ROWS,
  });
}

/** The same as an answer to a download. `fileName` without its ending. */
export function xlsxResponse(fileName: string, sheet: XlsxSheet): Response {
  return new Response(xlsxStream(sheet), {
    headers: {
      'content-type': XLSX_TYPE,
      'content-disposition': `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}.xlsx"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
