import 'server-only';
import { stringify } from 'csv-stringify/sync';
import { currentActor } from '@/lib/auth';
import type { Context } from '@/lib/core/actor';
import { plainCell } from '@/lib/core/plain-cell';
import { systemClock } from '@/lib/infra/clock';
import { type XlsxSheet, xlsxResponse } from '@/lib/infra/xlsx';
import { toAppError } from './problem';

export type Download = XlsxSheet & {
  /** Without its ending. */
  fileName: string;
  /** The rows as lines of a CSV, many to a text, where they can be had more cheaply than as cells. */
  csvLines?: () => AsyncGenerator<string>;
};

/** Rows that go into one part of a CSV. */
const PART_ROWS = 500;

/** A table as CSV in parts: a mark (so that spreadsheets read it as UTF-8), the head, the labels, then the rows. */
async function* csvParts({ head, columns, rows, csvLines }: Download): AsyncGenerator<string> {
  const above = head.map((line) => [...line]);
  yield `\uFEFF${stringify([...above, ...(above.length > 0 ? [[]] : []), columns.map(({ label }) => label)])}`;
  if (csvLines) return yield* csvLines();
  let part: string[][] = [];
  for await (const row of rows) {
    part.push(row.map((value) => plainCell(value ?? '')));
    if (part.length < PART_ROWS) continue;
    yield stringify(part);
    part = [];
  }
  if (part.length > 0) yield stringify(part);
}

/** Reads the next part when the receiver has room for it; an error of the rows breaks the download off. */
function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await parts.return(undefined)),
  });
}

function csvResponse(download: Download): Response {
  return new Response(streamOf(csvParts(download)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${download.fileName.replace(/[^\w.-]/g, '_')}.csv"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

/**
 * Answers the download of a page's table: `?format=csv` (the default) or `xlsx`, the rest of the address as the page has it.
 * `table` reads it as the signed-in person and throws what its verbs throw; that becomes a plain answer with its status.
 */
export async function serveDownload(
  request: Request,
  table: (ctx: Context, search: Record<string, string>) => Promise<Download>,
): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response('Sign in first.', { status: 401 });
  const now = systemClock();
  const { format, ...search } = Object.fromEntries(new URL(request.url).searchParams);
  try {
    const download = await table({ actor, now: () => now }, search);
    return format === 'xlsx' ? xlsxResponse(download.fileName, download) : csvResponse(download);
  } catch (error) {
    const { message, status } = toAppError(error, crypto.randomUUID());
    return new Response(message, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  }
}
