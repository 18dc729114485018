import type { Context } from '@/lib/core/actor';
import type { CalendarDate } from '@/lib/core/calendar-date';
import { db } from '@/lib/infra/db';
import type { FigureCause, FigureSides } from './figure-schemas';

export type FigureDifference = {
  kind: 'residual_mismatch' | 'usage_mismatch';
  fingerprint: string;
  accountId: number | null;
  since: CalendarDate;
  day: CalendarDate;
  /** Signed, in the connection's usage asset. */
  amount: bigint;
  guess: FigureCause;
  detail: string;
  orderId: string | null;
  recordId: string | null;
  sides: FigureSides;
};

/** Rows of one statement. */
const BATCH = 2_000;

/** Who closes what has vanished by itself; such a row opens again when it comes back. */
const CLOSED_BY_ITSELF = 'system:reconciliation';

async function upsert(
  ctx: Context,
  connection: { id: number; usageAsset: string },
  found: readonly FigureDifference[],
): Promise<void> {
  const json = JSON.stringify(
    found.map(({ accountId, orderId, recordId, amount, ...row }) => ({
      ...row,
      account_id: accountId,
      order_id: orderId,
      record_id: recordId,
      amount: String(amount),
    })),
  );
  // What a person has closed stays closed while it is the same difference; another amount is another one.
  await db().$executeRaw`
    INSERT INTO discrepancy AS d (connection_id, kind, fingerprint, account_id, since, day, amount, asset, guess, detail,
      order_id, record_id, sides, found_at)
    SELECT ${connection.id}::int, i.kind::"DiscrepancyKind", i.fingerprint, i.account_id, i.since, i.day, i.amount,
      ${connection.usageAsset}::text, i.guess, i.detail, i.order_id, i.record_id, i.sides, ${ctx.now()}::timestamptz
    FROM jsonb_to_recordset(${json}::jsonb) AS i(kind text, fingerprint text, account_id int, since date, day date,
      amount bigint, guess text, detail text, order_id int, record_id bigint, sides jsonb)
    ON CONFLICT (fingerprint) DO UPDATE SET account_id = excluded.account_id, since = excluded.since, day = excluded.day,
      amount = excluded.amount, guess = excluded.guess, detail = excluded.detail, order_id = excluded.order_id,
      record_id = excluded.record_id, sides = excluded.sides, resolved_at = NULL, resolved_by = NULL, resolution = NULL
    WHERE CASE WHEN d.resolved_at IS NULL OR d.resolved_by = ${CLOSED_BY_ITSELF}
      THEN (d.resolved_at, d.amount, d.guess, d.sides) IS DISTINCT FROM (NULL::timestamptz, excluded.amount, excluded.guess, excluded.sides)
      ELSE abs(d.amount - excluded.amount) > (excluded.sides->>'slack')::bigint END`;
}

/**
 * Keeps what differs in the figures: each difference once, closed with its reason when it has vanished from the days since
 * `from` that were looked at. A few statements, whatever the number of accounts.
 */
export async function keepFigures(
  ctx: Context,
  connection: { id: number; usageAsset: string },
  from: CalendarDate,
  found: readonly FigureDifference[],
): Promise<void> {
  for (let start = 0; start < found.length; start += BATCH) {
    await upsert(ctx, connection, found.slice(start, start + BATCH));
  }
  await db().$executeRaw`
    UPDATE discrepancy SET resolved_at = ${ctx.now()}, resolved_by = ${CLOSED_BY_ITSELF},
      resolution = 'The figures come out even now: a late record or reading has explained it.'
    WHERE connection_id = ${connection.id} AND kind IN ('residual_mismatch', 'usage_mismatch') AND resolved_at IS NULL
      AND since >= ${from}::date
      AND NOT fingerprint = ANY (SELECT jsonb_array_elements_text(${JSON.stringify(found.map((row) => row.fingerprint))}::jsonb))`;
}
