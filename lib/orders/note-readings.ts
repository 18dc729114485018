import { type Context, systemContext } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';

/** An account that is not read for so long after an order tells nothing of that order any more. */
const WAIT_DAYS = 3;

/** Days before an order whose readings still say what was left before it. */
const BACK_DAYS = 2;

/**
 * Finds what was left before and after each order that has succeeded, among the readings that syncs have made: the newest from
 * before its first call, the first from after it was settled. Runs beside orders, never in their way; one statement.
 */
export async function noteReadings(ctx: Context = systemContext('order readings')): Promise<void> {
  const now = ctx.now();
  await db().$executeRaw`
    WITH wanted AS MATERIALIZED (
      SELECT o.id, o.account_id, o.settled_at, o.residual_before,
        coalesce((SELECT min(t.at) FROM attempt t WHERE t.order_id = o.id AND t.sent), o.created_at) AS began
      FROM "order" o JOIN upstream_account a ON a.id = o.account_id AND a.residual_as_of IS NOT NULL
      WHERE o.status = 'succeeded' AND o.account_id IS NOT NULL AND o.residual_after_at IS NULL
        AND o.settled_at > ${now}::timestamptz - make_interval(days => ${WAIT_DAYS}::int)
    ), found AS (
      SELECT w.*, b.residual AS before, b.as_of AS before_at, n.residual AS after, n.as_of AS after_at
      FROM wanted w
      LEFT JOIN LATERAL (
        SELECT residual, as_of FROM (
          SELECT read_residual AS residual, residual_as_of AS as_of FROM upstream_account
          WHERE id = w.account_id AND read_residual IS NOT NULL
          UNION ALL
          SELECT residual, as_of FROM account_reading_day
          WHERE account_id = w.account_id AND day BETWEEN w.began::date - ${BACK_DAYS}::int AND w.began::date + 1
        ) AS readings WHERE as_of <= w.began ORDER BY as_of DESC LIMIT 1
      ) AS b ON true
      LEFT JOIN LATERAL (
        SELECT residual, as_of FROM (
          SELECT read_residual AS residual, residual_as_of AS as_of FROM upstream_account
          WHERE id = w.account_id AND read_residual IS NOT NULL
          UNION ALL
          SELECT residual, as_of FROM account_reading_day
          WHERE account_id = w.account_id AND day BETWEEN w.settled_at::date - 1 AND w.settled_at::date + ${WAIT_DAYS}::int + 1
        ) AS readings WHERE as_of >= w.settled_at ORDER BY as_of LIMIT 1
      ) AS n ON true
    )
    UPDATE "order" o SET
      -- A witness that was asked just before the call stays: it is the nearer one.
      residual_before = coalesce(o.residual_before, f.before),
      residual_before_at = CASE WHEN o.residual_before IS NULL THEN f.before_at ELSE coalesce(o.residual_before_at, f.began) END,
      residual_after = coalesce(o.residual_after, f.after),
      residual_after_at = CASE WHEN o.residual_after IS NULL THEN f.after_at ELSE o.settled_at END
    FROM found f WHERE o.id = f.id
      AND (f.after IS NOT NULL OR o.residual_after IS NOT NULL OR (o.residual_before_at IS NULL AND (f.before IS NOT NULL OR o.residual_before IS NOT NULL)))`;
}
