import { addDays } from '@/lib/core/calendar-date';
import { db, type Prisma, toDbDay } from '@/lib/infra/db';
import type { UsageWindow } from '@/lib/providers/port';
import type { MatchRules, OurSide, TheirSide } from './match-records';

/** IPWeb reports two decimals of an MB: a figure may be off by less than 0.01 MB (stored at 6 decimals). */
const AMOUNT_TOLERANCE = 10_000n;

/** Providers' clocks and the time that a call was out. */
const SKEW_MS = 5 * 60_000;

export const MATCH_RULES: MatchRules = { amountTolerance: AMOUNT_TOLERANCE, skewMs: SKEW_MS };

/** Kinds of record that orders of ours turn into. */
const ORDER_RECORD_KINDS = ['recharge', 'consumption', 'isp', 'datacenter'];

const ORDER_COLUMNS = {
  account: { select: { externalId: true, externalName: true } },
  attempts: { orderBy: { no: 'asc' } },
} satisfies Prisma.OrderInclude;

type OrderWithAttempts = Prisma.OrderGetPayload<{ include: typeof ORDER_COLUMNS }>;

function toOurSide(order: OrderWithAttempts): OurSide {
  const sent = order.attempts.filter((attempt) => attempt.sent);
  const first = sent[0]?.at ?? order.createdAt;
  const last = sent.at(-1);
  return {
    id: order.id,
    externalAccountId: order.account?.externalId ?? null,
    reference: order.reference,
    providerOrderId: order.providerOrderId,
    amount: order.amount === null ? null : order.type === 'deduct' ? -order.amount : order.amount,
    asset: order.asset,
    from: first,
    to: last?.finishedAt ?? last?.at ?? order.createdAt,
    certain: order.status === 'succeeded',
  };
}

/** Our applied and doubtful orders of a connection in a window of provider days, a day wider on both ends. */
export async function ourSides(connectionId: number, window: UsageWindow): Promise<OurSide[]> {
  const orders = await db().order.findMany({
    where: {
      connectionId,
      status: { in: ['succeeded', 'unknown'] },
      createdAt: { gte: toDbDay(addDays(window.from, -1)), lt: toDbDay(addDays(window.to, 2)) },
    },
    include: ORDER_COLUMNS,
    orderBy: { id: 'asc' },
  });
  return orders.map(toOurSide);
}

/** The provider's records of the same kinds of act and the same days. */
export async function theirSides(connectionId: number, window: UsageWindow): Promise<TheirSide[]> {
  const rows = await db().providerRecord.findMany({
    where: {
      connectionId,
      kind: { in: ORDER_RECORD_KINDS },
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
