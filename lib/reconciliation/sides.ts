import { addDays } from '@/lib/core/calendar-date';
import { db, Prisma, toDbDay } from '@/lib/infra/db';
import type { UsageWindow } from '@/lib/providers/port';
import type { MatchRules, OurSide, TheirSide } from './match-records';

/** IPWeb reports two decimals of an MB: a figure may be off by less than 0.01 MB (stored at 6 decimals). */
const AMOUNT_TOLERANCE = 10_000n;

/** Providers' clocks and the time that a call was out. */
const SKEW_MS = 5 * 60_000;

export const MATCH_RULES: MatchRules = { amountTolerance: AMOUNT_TOLERANCE, skewMs: SKEW_MS };

/** Kinds of record that orders of ours turn into. */
const ORDER_RECORD_KINDS = ['recharge', 'consumption', 'isp', 'datacenter'];

/** Of one account only, where that is all that is asked about. */
type Account = { id: number; externalId: string };

/**
 * Our applied and doubtful orders of a connection in a window of provider days, a day wider on both ends. One whose call is
 * out is doubtful as well: a record may be there before its answer.
 */
export async function ourSides(connectionId: number, window: UsageWindow, account?: Account): Promise<OurSide[]> {
  const of = account === undefined ? Prisma.empty : Prisma.sql`AND o.account_id = ${account.id}`;
  return db().$queryRaw<OurSide[]>`
    SELECT o.id, a.external_id AS "externalAccountId", o.reference, o.provider_order_id AS "providerOrderId",
      CASE o.type WHEN 'deduct' THEN -o.amount ELSE o.amount END AS amount, o.asset, coalesce(t.first, o.created_at) AS "from",
      coalesce(t.last, o.created_at) AS "to", o.status = 'succeeded' AS certain
    FROM "order" o LEFT JOIN upstream_account a ON a.id = o.account_id
    LEFT JOIN LATERAL (SELECT (array_agg(at ORDER BY no))[1] AS first,
      (array_agg(coalesce(finished_at, at) ORDER BY no DESC))[1] AS last FROM attempt WHERE order_id = o.id AND sent) t ON true
    WHERE o.connection_id = ${connectionId} ${of} AND o.status IN ('succeeded', 'unknown', 'submitting')
      AND o.created_at >= ${toDbDay(addDays(window.from, -1))} AND o.created_at < ${toDbDay(addDays(window.to, 2))}
    ORDER BY o.id`;
}

/** The provider's records of the same kinds of act and the same days. */
export async function theirSides(connectionId: number, window: UsageWindow, account?: Account): Promise<TheirSide[]> {
  const rows = await db().providerRecord.findMany({
    where: {
      connectionId,
      kind: { in: ORDER_RECORD_KINDS },
      ...(account === undefined ? {} : { externalAccountId: account.externalId }),
      day: { gte: toDbDay(addDays(window.from, -1)), lte: toDbDay(addDays(window.to, 1)) },
    },
    select: {
      id: true,
      externalAccountId: true,
      externalOrderId: true,
      reference: true,
      amount: true,
      asset: true,
      at: true,
      orderId: true,
    },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ orderId, ...row }) => ({ ...row, provesOrder: orderId }));
}
