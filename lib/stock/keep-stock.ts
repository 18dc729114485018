import { type Context, systemContext } from '@/lib/core/actor';
import { latestBelievable } from '@/lib/infra/clock';
import { db } from '@/lib/infra/db';

/** Settled days that the pace is made of. */
const PACE_DAYS = 7;

/**
 * Writes what customers hold and how fast traffic is used, for one connection: one pass over its accounts and its last
 * settled days. Account pools of a provider itself are no customers.
 */
async function writeLevel(connectionId: number, now: Date): Promise<void> {
  await db().$executeRaw`
    WITH held AS (
      SELECT sum(residual) FILTER (WHERE residual > 0) AS some, count(residual)::int AS known,
        min(residual_as_of) FILTER (WHERE residual > 0) AS oldest, max(residual_as_of) AS newest
      FROM upstream_account WHERE connection_id = ${connectionId} AND kind <> 'pool'
    ), pace AS (
      SELECT day FROM usage_coverage WHERE connection_id = ${connectionId} AND settled ORDER BY day DESC LIMIT ${PACE_DAYS}::int
    ), used AS (
      SELECT coalesce(sum(u.total), 0)::bigint AS total, count(p.day)::int AS days, min(p.day) AS since, max(p.day) AS until
      FROM pace p LEFT JOIN usage_by_connection u ON u.connection_id = ${connectionId} AND u.day = p.day
    )
    INSERT INTO stock_level AS s (connection_id, unused, accounts, unused_as_of, used, used_days, used_from, used_to, written_at)
    SELECT ${connectionId}::int, CASE WHEN h.known > 0 THEN coalesce(h.some, 0)::bigint END, h.known, coalesce(h.oldest, h.newest),
      u.total, u.days, u.since, u.until, ${now}::timestamptz
    FROM held h CROSS JOIN used u
    ON CONFLICT (connection_id) DO UPDATE SET unused = excluded.unused, accounts = excluded.accounts,
      unused_as_of = excluded.unused_as_of, used = excluded.used, used_days = excluded.used_days,
      used_from = excluded.used_from, used_to = excluded.used_to, written_at = excluded.written_at`;
}

/** Writes the stock of every connection that was read, or that sold something, since it was written last. */
export async function keepStock(ctx: Context = systemContext('stock')): Promise<void> {
  const due = await db().$queryRaw<{ id: number }[]>`
    SELECT k.id FROM connection k LEFT JOIN stock_level s ON s.connection_id = k.id
    WHERE s.written_at IS NULL OR s.written_at > ${latestBelievable(ctx.now())} OR k.last_synced_at > s.written_at
      OR EXISTS (SELECT FROM pool_balance b WHERE b.connection_id = k.id AND b.as_of > s.written_at)
      OR EXISTS (SELECT FROM "order" o WHERE o.connection_id = k.id AND o.status = 'succeeded' AND o.settled_at > s.written_at - interval '30 seconds')
    ORDER BY k.id`;
  // An order's settlement is visible to all within half a minute; what is committed while this runs is seen next time.
  const now = ctx.now();
  for (const { id } of due) await writeLevel(id, now);
}
