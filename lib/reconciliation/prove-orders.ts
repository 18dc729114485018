import { openAdapter } from '@/lib/connections';
import { type Context, systemContext } from '@/lib/core/actor';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { latestBelievable, steadyForMs } from '@/lib/infra/clock';
import { db, inTransaction } from '@/lib/infra/db';
import { log } from '@/lib/infra/log';
import { addOrderEvent, dueUnknownOrders, type Evidence, residualBytes, settleOrder } from '@/lib/orders';
import { readRecords } from '@/lib/sync';
import { countLineIps } from './held-ips';
import { type Matches, matchRecords } from './match-records';
import { mayHaveLanded, type Witness } from './may-have-landed';
import { MATCH_RULES, ourSides, theirSides } from './sides';

const LOOK_AGAIN_MS = 20_000;
/** What the records have not settled in a day is left to an admin, and looked at seldom. */
const OLD_MS = 24 * 60 * 60_000;
const SELDOM_MS = 10 * 60_000;

/** Slack beyond the provider's own lag before "no record" counts as proof. */
const GRACE_MS = 60_000;

type Doubtful = {
  id: number;
  asset: string | null;
  residualBefore: bigint | null;
  unknownSince: Date | null;
  account: { externalId: string; externalName: string | null } | null;
  attempts: { at: Date; finishedAt: Date | null }[];
  /** Notes that its calls were dated by a clock that was ahead. */
  events: { id: bigint }[];
};

function readDoubtful(ids: number[]) {
  return db().order.findMany({
    where: { id: { in: ids }, status: 'unknown' },
    select: {
      id: true,
      connectionId: true,
      asset: true,
      residualBefore: true,
      unknownSince: true,
      account: { select: { externalId: true, externalName: true } },
      attempts: { select: { at: true, finishedAt: true }, where: { sent: true }, orderBy: { no: 'asc' } },
      events: { select: { id: true }, where: { from: 'unknown', to: 'unknown' } },
    },
  });
}

/**
 * Settles unknown orders that must not be sent again, from the provider's own records: a record proves that it landed;
 * complete lists without one, read after the provider's lag, prove that it did not. All else stays unknown.
 */
export async function proveOrders(ctx: Context = systemContext('reconciliation')): Promise<void> {
  const steadyMs = steadyForMs();
  const { others } = await dueUnknownOrders(ctx);
  const byConnection = Map.groupBy(await readDoubtful(others), (order) => order.connectionId);
  for (const [connectionId, orders] of byConnection) {
    await proveConnection(ctx, connectionId, orders, steadyMs).catch((error: unknown) => {
      log().warn({ err: error, connectionId }, 'records could not be read; the orders stay unknown');
    });
    await lookAgain(ctx, orders);
  }
}

async function lookAgain(ctx: Context, orders: Doubtful[]): Promise<void> {
  const now = ctx.now().getTime();
  const isOld = (order: Doubtful) => order.unknownSince !== null && now - order.unknownSince.getTime() > OLD_MS;
  for (const [old, group] of Map.groupBy(orders, isOld)) {
    await db().order.updateMany({
      where: { id: { in: group.map(({ id }) => id) }, status: 'unknown' },
      data: { nextAttemptAt: new Date(now + (old ? SELDOM_MS : LOOK_AGAIN_MS)) },
    });
  }
}

/**
 * Whether an order's calls were dated by a clock that was ahead: then that no list names it at its time proves nothing, and
 * where no mark of ours says more an admin settles it. It shows while the clock is right again and that time is to come, and
 * is noted for afterwards.
 */
async function isAstray(ctx: Context, { id, attempts, events }: Doubtful): Promise<boolean> {
  if (events.length > 0) return true;
  const sentAt = attempts.at(-1)?.at;
  if (!sentAt || sentAt <= latestBelievable(ctx.now())) return false;
  const detail = 'The server’s clock was ahead when this was sent: that no record shows it proves nothing.';
  await addOrderEvent(db(), ctx, { orderId: id, from: 'unknown', to: 'unknown', detail });
  return true;
}

async function proveConnection(
  ctx: Context,
  connectionId: number,
  orders: Doubtful[],
  steadyMs: number,
): Promise<void> {
  const { adapter, settings } = await openAdapter(connectionId);
  if (!adapter.records) return; // nothing to read: an admin settles these
  const firstSent = orders.flatMap((order) => order.attempts.map(({ at }) => at)).sort((a, b) => +a - +b)[0];
  if (!firstSent) return;
  const today = dayIn(settings.timeZone, ctx.now());
  const [first = today] = [dayIn(settings.timeZone, firstSent), today].sort();
  const window = { from: addDays(first, -1), to: addDays(today, 1) };
  const readFrom = ctx.now();
  await readRecords(connectionId, { from: window.from, to: today });
  const matches = matchRecords(
    await ourSides(connectionId, window),
    await theirSides(connectionId, window),
    MATCH_RULES,
  );
  const listsDeducts = (await db().providerRecord.count({ where: { connectionId, kind: 'consumption' }, take: 1 })) > 0;
  for (const order of orders) {
    const lastSent = order.attempts.at(-1);
    const lastAct = lastSent?.finishedAt ?? order.unknownSince ?? lastSent?.at ?? readFrom;
    const lagMs = settings.recordLagMinutes * 60_000 + GRACE_MS;
    const isOver = readFrom.getTime() > lastAct.getTime() + lagMs && steadyMs > lagMs; // a clock put forward is no wait
    const lagIsOver = !(await isAstray(ctx, order)) && isOver;
    const residual = await adapter.residual
      ?.read(order.account?.externalId ?? '', order.account?.externalName ?? null)
      .catch(() => null); // a witness only: the records decide
    const { residualBefore } = order;
    const witness = { residualBefore, residual: residual ?? null, listsDeducts };
    await conclude(ctx, order, matches, lagIsOver, witness);
  }
}

class SettledMeanwhile extends Error {}

async function conclude(ctx: Context, order: Doubtful, matches: Matches, lagIsOver: boolean, witness: Witness) {
  const { residual } = witness;
  const match = matches.pairs.find((pair) => pair.order.id === order.id);
  if (!match && (!lagIsOver || mayHaveLanded(order.id, matches, witness))) return;
  const evidence: Evidence = {
    kind: match ? 'record' : 'no_record',
    at: ctx.now().toISOString(),
    recordIds: match ? [String(match.record.id)] : [],
    residualBefore: residualBytes(order, order.residualBefore),
    residualAfter: residualBytes(order, residual),
    note: match
      ? 'The provider’s own records show this order.'
      : 'The provider’s complete records, read after its usual lag, do not show this order: it did not land.',
  };
  await inTransaction(async (tx) => {
    let delivered: number | null = null;
    if (match) {
      const { count } = await tx.providerRecord.updateMany({
        where: { id: match.record.id, OR: [{ orderId: null }, { orderId: order.id }] },
        data: { orderId: order.id },
      });
      if (count === 0) return; // another order has this record: look again later
      const record = await tx.providerRecord.findUnique({ where: { id: match.record.id }, select: { raw: true } });
      delivered = countLineIps(record?.raw);
    }
    const isDone = await settleOrder(tx, ctx, {
      orderId: order.id,
      from: ['unknown'],
      to: match ? 'succeeded' : 'rejected',
      detail: evidence.note,
      providerOrderId: match?.record.externalOrderId ?? null,
      evidence,
      residualAfter: residual,
      delivered,
    });
    if (!isDone) throw new SettledMeanwhile(); // the record must not stay bound to what somebody else has decided
  }).catch((error: unknown) => {
    if (!(error instanceof SettledMeanwhile)) throw error;
  });
}
