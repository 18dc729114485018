import { type Context, requireRole } from '@/lib/core/actor';
import { byteNumber } from '@/lib/core/wire';
import { bytesSql } from '@/lib/infra/asset-sql';
import { db } from '@/lib/infra/db';
import type { UsageTotalsDto, UsageTotalsQuery } from './schemas';

type Row = { date: string; stream: 'standard' | 'nni'; upload: string | null; download: string | null; total: string };

const bytes = (text: string | null) => (text === null ? null : byteNumber(BigInt(text)));

/** What the provider itself reports for the whole of our account by day and stream. Admins and viewers only. */
export async function getTotals(ctx: Context, query: UsageTotalsQuery): Promise<UsageTotalsDto> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const rows = await db().$queryRaw<Row[]>`
    SELECT to_char(t.day, 'YYYY-MM-DD') AS date, t.stream::text AS stream,
      round(${bytesSql('t.upload', 'k.usage_asset')})::text AS upload,
      round(${bytesSql('t.download', 'k.usage_asset')})::text AS download,
      round(${bytesSql('t.total', 'k.usage_asset')})::text AS total
    FROM agent_total_day t JOIN connection k ON k.id = t.connection_id
    WHERE t.connection_id = ${query.connectionId} AND t.day BETWEEN ${query.from}::date AND ${query.to}::date
    ORDER BY t.day, t.stream`;
  return {
    data: rows.map((row) => ({
      date: row.date,
      stream: row.stream,
      uploadBytes: bytes(row.upload),
      downloadBytes: bytes(row.download),
      totalBytes: byteNumber(BigInt(row.total)),
    })),
  };
}
