import { type Download, serveDownload } from '@/lib/boundary/download';
import type { Context } from '@/lib/core/actor';
import { MARGIN_COLUMNS, marginTable } from '@/lib/costs';
import { queryOf } from '../read-margin';

/** Columns of texts; all others are figures. */
const TEXTS = new Set(['Group', 'Id', 'Currency', 'Cost from blocks', 'Cost at list', 'Cost from records']);

async function marginDownload(ctx: Context, search: Record<string, string>): Promise<Download> {
  const query = queryOf(search, ctx.now());
  const rows = await marginTable(ctx, query);
  return {
    fileName: `margin-${query.month}-${query.groupBy}`,
    name: 'Margin',
    head: [
      ['Month (UTC)', query.month],
      ['By', query.groupBy],
      ['As of', ctx.now().toISOString()],
    ],
    columns: MARGIN_COLUMNS.map((label) => ({ label, kind: TEXTS.has(label) ? 'text' : 'number' })),
    rows,
  };
}

/** The margin of the page's month and grouping as a file, all rows. */
export function GET(request: Request): Promise<Response> {
  return serveDownload(request, marginDownload);
}
