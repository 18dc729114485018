import { type CalendarDate, dayIn } from '@/lib/core/calendar-date';
import { latestBelievable } from '@/lib/infra/clock';
import { inTransaction } from '@/lib/infra/db';
import type { AgentTotalRow, PoolBalance } from '@/lib/providers/port';

/** Keeps what is left in our pools, and the last reading of each provider day. */
export async function storeBalances(
  connectionId: number,
  pools: readonly PoolBalance[],
  readAt: Date,
  timeZone: string,
): Promise<void> {
  const day: CalendarDate = dayIn(timeZone, readAt);
  await inTransaction(async (tx) => {
    for (const { pool, recharged, consumed, residual } of pools) {
      await tx.$executeRaw`
        INSERT INTO pool_balance AS b (connection_id, pool, recharged, consumed, residual, as_of)
        VALUES (${connectionId}, ${pool}, ${recharged}, ${consumed}, ${residual}, ${readAt})
        ON CONFLICT (connection_id, pool) DO UPDATE SET recharged = excluded.recharged, consumed = excluded.consumed,
          residual = excluded.residual, as_of = excluded.as_of
        WHERE b.as_of <= excluded.as_of OR b.as_of > ${latestBelievable(new Date())}`;
      await tx.$executeRaw`
        INSERT INTO pool_balance_day AS b (connection_id, pool, day, residual, as_of)
        VALUES (${connectionId}, ${pool}, ${day}::date, ${residual}, ${readAt})
        ON CONFLICT (connection_id, pool, day) DO UPDATE SET residual = excluded.residual, as_of = excluded.as_of
        WHERE b.as_of <= excluded.as_of OR b.as_of > ${latestBelievable(new Date())}`;
    }
  });
}

const numbers = (values: readonly (bigint | null)[]) => `{${values.map((value) => value ?? 'NULL').join(',')}}`;

/** Keeps what the provider reports for the whole of our account by day; days that say nothing new are not touched. */
export async function storeTotals(connectionId: number, rows: readonly AgentTotalRow[], readAt: Date): Promise<void> {
  if (rows.length === 0) return;
  await inTransaction(
    (tx) => tx.$executeRaw`
      INSERT INTO agent_total_day AS t (connection_id, stream, day, upload, download, total, read_at)
      SELECT DISTINCT ON (stream, day) ${connectionId}::int, stream::"TotalStream", day, upload, download, total, ${readAt}::timestamptz
      FROM unnest(
        ${rows.map((row) => row.stream)}::text[], ${`{${rows.map((row) => row.day).join(',')}}`}::text::date[],
        ${numbers(rows.map((row) => row.upload))}::text::bigint[], ${numbers(rows.map((row) => row.download))}::text::bigint[],
        ${numbers(rows.map((row) => row.total))}::text::bigint[]
      ) AS i(stream, day, upload, download, total)
      ON CONFLICT (connection_id, stream, day) DO UPDATE SET upload = excluded.upload, download = excluded.download,
        total = excluded.total, read_at = excluded.read_at
      WHERE (t.read_at <= excluded.read_at OR t.read_at > ${latestBelievable(new Date())})
        AND (t.upload, t.download, t.total) IS DISTINCT FROM (excluded.upload, excluded.download, excluded.total)`,
  );
}
