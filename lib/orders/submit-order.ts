import { type Context, systemContext } from '@/lib/core/actor';
import { Prisma } from '@/lib/infra/db';
import { failpoint } from '@/lib/infra/failpoint';
import { type SqlRunner, sqlTransaction } from '@/lib/infra/sql';
import type { CommandOutcome } from '@/lib/providers/port';
import { announceOrder } from './announce-order';
import { addOrderEvent, type OrderRow } from './internal';
import { type Claimed, claimOrder, whileLeased } from './lease';
import type { Evidence, OrderStatus } from './schemas';
import { isOnRecord } from './second-look';
import { type Sent, sendCommand } from './send-command';
import { type LockedOrder, lockOrder, settleLocked } from './settle-order';

const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 60_000;

/** When an unknown order is looked at again: 5 s, 10 s, 20 s, 40 s, then every minute. */
function nextTry(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10)));
}

/**
 * Sends a queued order, or a replay-safe unknown one again under its reference, and records the outcome. Safe to call
 * at any time from any process: who does not get the lease does nothing.
 */
export async function submitOrder(
  orderId: number,
  options: { replay: boolean } = { replay: false },
  ctx: Context = systemContext('orders'),
): Promise<void> {
  const claimed = await claimOrder(ctx, orderId, options);
  if (claimed) await submitClaimed(ctx, claimed);
}

/**
 * Sends an order that this process has claimed, and records the outcome. Returns the order as it was recorded, where the
 * provider accepted it at once; null where it has to be read.
 *
 * Dies before the call, during it or after the answer: the order is `submitting` (or `unknown`, when sent again) with a
 * lease that runs out, and the sweeper makes it unknown. In the last transaction: the same, nothing of it is half done.
 * After its commit: the order is settled, only who asked was not told; they ask again under their key.
 */
export async function submitClaimed(ctx: Context, claimed: Claimed): Promise<OrderRow | null> {
  const { sent, onRecord } = await whileLeased(ctx, claimed.order.id, async () => {
    const answered = await sendCommand(claimed.order, claimed.adapter);
    const isDoubted = answered.outcome.outcome === 'rejected' && earlierCalls(claimed).length > 0;
    const isFinal = isDoubted && refusalIsFinal(claimed, answered.outcome);
    return { sent: answered, onRecord: isFinal ? await isOnRecord(claimed.order, ctx) : false };
  });
  failpoint('order.answered');
  const at = ctx.now();
  const moment: Context = { ...ctx, now: () => at }; // all that is written together is of one moment
  const recorded = await sqlTransaction(async (tx) => {
    const result = await recordOutcome(tx, moment, claimed, sent, onRecord);
    failpoint('order.recording');
    return result;
  });
  failpoint('order.recorded');
  return recorded;
}

/** The calls of this order before the present one that may have left this machine. */
function earlierCalls({ order, attemptNo }: Claimed): OrderRow['attempts'] {
  return order.attempts.filter((attempt) => attempt.no < attemptNo && attempt.sent);
}

/** A refusal proves that nothing was applied, unless an earlier call of this order may have been. */
function refusalIsFinal(claimed: Claimed, outcome: CommandOutcome): boolean {
  const earlier = earlierCalls(claimed);
  const doubtful = earlier.filter((attempt) => attempt.outcome !== 'rejected');
  if (doubtful.length === 0) return true;
  // A provider that had applied it would have answered "already processed": twice the same refusal says it had not.
  const last = earlier.at(-1);
  return !outcome.unauthorized && last?.outcome === 'rejected' && last.providerCode === outcome.providerCode;
}

/** The attempt with its outcome, and the statement that writes it. */
function endAttempt(ctx: Context, { order, attemptNo }: Claimed, sent: Sent): { end: AttemptEnd; sql: Prisma.Sql } {
  const { outcome, sent: wasSent, providerCode, message, request, response } = sent.outcome;
  const end = { finishedAt: ctx.now(), outcome, sent: wasSent, providerCode, message, request, response };
  const sql = Prisma.sql`
    UPDATE attempt SET finished_at = ${end.finishedAt}::timestamptz, outcome = ${outcome}::"AttemptOutcome",
      sent = ${wasSent}::boolean, provider_code = ${providerCode}::text, message = ${message}::text,
      request = ${request}::text, response = ${response}::text
    WHERE order_id = ${order.id} AND no = ${attemptNo}`;
  return { end, sql };
}

type AttemptEnd = Omit<OrderRow['attempts'][number], 'id' | 'orderId' | 'no' | 'at'>;

/** A first attempt that the provider accepted, as its order is now: nobody else has touched it in between. */
function acceptedRow(
  { order, attemptNo }: Claimed,
  locked: LockedOrder,
  end: AttemptEnd,
  providerOrderId: string | null,
): OrderRow | null {
  const [attempt, ...others] = order.attempts;
  if (!attempt || others.length > 0 || attemptNo !== 1 || locked.status !== 'submitting') return null;
  return {
    ...order,
    status: 'succeeded',
    settledAt: end.finishedAt,
    leaseOwner: null,
    leaseUntil: null,
    providerOrderId: providerOrderId || order.providerOrderId,
    attempts: [{ ...attempt, ...end }],
  };
}

/** `onRecord`: whether the provider's records show what it refuses, null when they could not be read. */
async function recordOutcome(
  tx: SqlRunner,
  ctx: Context,
  claimed: Claimed,
  sent: Sent,
  onRecord: boolean | null,
): Promise<OrderRow | null> {
  const { order, attemptNo } = claimed;
  const { outcome, replaySafe, residualBefore } = sent;
  const locked = await lockOrder(tx, order.id);
  if (!locked) throw new Error(`order ${order.id} is gone`);
  const isLatest = locked.attemptCount === attemptNo;
  const { end, sql: attemptSql } = endAttempt(ctx, claimed, sent);
  const said = outcome.providerCode ? `${outcome.message} (${outcome.providerCode})` : outcome.message;
  const from: OrderStatus[] = ['submitting', 'unknown'];
  const { providerOrderId, delivered = null } = outcome;
  if (outcome.outcome === 'accepted' && residualBefore === null) {
    const settlement = { from, to: 'succeeded' as const, detail: said, providerOrderId, delivered };
    if (await settleLocked(tx, ctx, locked, settlement, [attemptSql])) {
      // Fewer IPs than ordered cost less: such an order is read again.
      return delivered === null ? acceptedRow(claimed, locked, end, providerOrderId) : null;
    }
  }
  if (residualBefore !== null) {
    await tx.$executeRaw`UPDATE "order" SET residual_before = ${residualBefore} WHERE id = ${order.id}`;
  }
  await tx.$executeRaw(attemptSql);
  const settlement = { from, detail: said, providerOrderId, delivered };
  if (outcome.outcome === 'accepted' || outcome.outcome === 'duplicate') {
    const evidence = outcome.outcome === 'duplicate' ? proof(ctx, 'duplicate_answer', said) : null;
    await settleLocked(tx, ctx, locked, { ...settlement, to: 'succeeded', evidence });
  } else if (onRecord) {
    const note = 'Refused now, but the provider’s own records show that an earlier call was applied.';
    await settleLocked(tx, ctx, locked, { ...settlement, to: 'succeeded', evidence: proof(ctx, 'record', note) });
  } else if (outcome.outcome === 'rejected' && onRecord === false && isLatest && refusalIsFinal(claimed, outcome)) {
    const evidence = earlierCalls(claimed).length > 0 ? proof(ctx, 'repeated_refusal', said) : null;
    await settleLocked(tx, ctx, locked, { ...settlement, to: 'rejected', evidence });
  } else if (mayPutBack(claimed, locked, outcome) && isLatest) {
    const next = nextRoom(ctx.now(), attemptNo, outcome.waitSeconds ?? 0);
    await putBack(tx, ctx, { orderId: order.id, next, detail: `Nothing was sent: ${outcome.message}` });
  } else if (!outcome.sent && !replaySafe && isLatest && earlierCalls(claimed).length === 0) {
    const detail = `Nothing was sent: ${outcome.message}`;
    const evidence = proof(ctx, 'not_sent', detail);
    await settleLocked(tx, ctx, locked, { ...settlement, to: 'rejected', detail, evidence });
  } else if (isLatest) {
    await markUnknown(tx, ctx, { orderId: order.id, attempts: attemptNo, detail: said });
  }
  return null;
}

function proof(ctx: Context, kind: Evidence['kind'], note: string): Evidence {
  return { kind, at: ctx.now().toISOString(), recordIds: [], residualBefore: null, residualAfter: null, note };
}

/** When a call that our own request budget kept back is tried again: when there is room, but within a minute. */
function nextRoom(now: Date, attempts: number, waitSeconds: number): Date {
  const room = now.getTime() + Math.min(LONGEST_RETRY_MS, waitSeconds * 1000);
  return new Date(Math.max(room, nextTry(now, attempts).getTime()));
}

/** What is unknown stays so, with its own pauses: only a first call on its way was never anything but queued. */
function mayPutBack(claimed: Claimed, locked: LockedOrder, { waitSeconds }: CommandOutcome): boolean {
  return waitSeconds !== undefined && locked.status === 'submitting' && earlierCalls(claimed).length === 0;
}

/** Back into the queue: our own request budget kept the call back, so nothing of this order has ever left this machine. */
async function putBack(
  tx: SqlRunner,
  ctx: Context,
  { orderId, next, detail }: { orderId: number; next: Date; detail: string },
): Promise<void> {
  const count = await tx.$executeRaw`
    UPDATE "order" SET status = 'queued', lease_owner = NULL, lease_until = NULL, next_attempt_at = ${next}::timestamptz
    WHERE id = ${orderId} AND status = 'submitting'`;
  if (count > 0) await addOrderEvent(tx, ctx, { orderId, from: 'submitting', to: 'queued', detail });
}

/** The truth when no recognised answer came: nobody knows yet. The money stays held. */
export async function markUnknown(
  tx: SqlRunner,
  ctx: Context,
  input: { orderId: number; attempts: number; detail: string },
): Promise<void> {
  const { orderId, attempts, detail } = input;
  const next = nextTry(ctx.now(), attempts);
  const order = await lockOrder(tx, orderId);
  if (order?.status !== 'submitting' && order?.status !== 'unknown') return;
  await tx.$executeRaw`
    UPDATE "order" SET status = 'unknown', lease_owner = NULL, lease_until = NULL, next_attempt_at = ${next},
      unknown_since = CASE WHEN status = 'submitting' THEN ${ctx.now()}::timestamptz ELSE unknown_since END
    WHERE id = ${orderId}`;
  if (order.status === 'unknown') return;
  await addOrderEvent(tx, ctx, { orderId, from: 'submitting', to: 'unknown', detail });
  await announceOrder(tx, ctx, order, 'unknown');
}
