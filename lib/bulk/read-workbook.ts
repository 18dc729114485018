import { stringify } from 'csv-stringify/sync';
import { type Context, requireRole } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { readXlsx, WorkbookError } from '@/lib/infra/read-xlsx';
import { MAX_BULK_ROWS } from './schemas';

/** What a workbook may unpack to: 2,000 rows need a tenth of it. */
const MAX_UNPACKED_BYTES = 8_000_000;

/** The first sheet of a workbook as the text that a paste of it would be. Throws `invalid_input`, `forbidden`. */
export async function readWorkbook(ctx: Context, input: { bytes: Uint8Array }): Promise<{ text: string }> {
  requireRole(ctx.actor, 'admin', 'agent');
  try {
    // A head may stand above the rows.
    const limits = { columns: 3, maxRows: MAX_BULK_ROWS + 1, maxBytes: MAX_UNPACKED_BYTES };
    const rows = await readXlsx(input.bytes, limits);
    return { text: stringify(rows, { delimiter: '\t' }) };
  } catch (error) {
    if (!(error instanceof WorkbookError)) throw error;
    const message = error.tooLarge
      ? `This workbook is too large. Keep one sheet with at most ${MAX_BULK_ROWS} rows.`
      : 'This is no workbook that can be read (.xlsx without a password). Save it anew, or as CSV UTF-8.';
    throw new AppError('invalid_input', message, { cause: error, fields: [{ path: 'text', message }] });
  }
}
