import { type Context, systemContext } from '@/lib/core/actor';
import { inTransaction, type Tx } from '@/lib/infra/db';
import { failpoint } from '@/lib/infra/failpoint';
import type { CommandOutcome } from '@/lib/providers/port';
import { announceOrder } from './announce-order';
import { addOrderEvent } from './internal';
import { type Claimed, claimOrder, whileLeased } from './lease';
import type { Evidence } from './schemas';
import { type Sent, sendCommand } from './send-command';
import { settleOrder } from './settle-order';

const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 60_000;

/** When an unknown order is looked at again: 5 s, 10 s, 20 s, 40 s, then every minute. */
export function nextTry(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10)));
}

/**
 * Sends a queued order, or a replay-safe unknown one again under its reference, and records the outcome. Safe to call
 * at any time from any process: who does not get the lease does nothing.
 *
 * Dies before the claim: the order is still queued, its job comes. After the claim: the lease runs out and the sweeper
 * makes it unknown. After the provider's answer: the same. In the last transaction: the same, nothing is half done.
 */
export async function submitOrder(
  orderId: number,
  options: { replay: boolean } = { replay: false },
  ctx: Context = systemContext('orders'),
): Promise<void> {
  const claimed = await claimOrder(ctx, orderId, options);
  if (!claimed) return;
  const sent = await whileLeased(ctx, orderId, () => sendCommand(claimed.order));
  failpoint('order.answered');
  await inTransaction(async (tx) => {
    await recordOutcome(tx, ctx, claimed, sent);
    failpoint('order.recording');
  });
  failpoint('order.recorded');
}

/** A refusal proves that nothing was applied, unless an earlier call of this order may have been. */
function refusalIsFinal(claimed: Claimed, outcome: CommandOutcome): boolean {
  const earlier = claimed.order.attempts.filter((attempt) => attempt.no < claimed.attemptNo);
  const doubtful = earlier.filter((attempt) => attempt.sent && attempt.outcome !== 'rejected');
  if (doubtful.length === 0) return true;
  // A provider that had applied it would have answered "already processed": twice the same refusal says it had not.
  const last = earlier.at(-1);
  return !outcome.unauthorized && last?.outcome === 'rejected' && last.providerCode === outcome.providerCode;
}

async function recordOutcome(tx: Tx, ctx: Context, claimed: Claimed, sent: Sent): Promise<void> {
  const { order, attemptNo } = claimed;
  const { outcome, replaySafe, residualBefore } = sent;
  // Locked: from here on no other process can begin a new attempt of this order.
  const [now] = await tx.$queryRaw<{ attempt_count: number }[]>`
    SELECT attempt_count FROM "order" WHERE id = ${order.id} FOR UPDATE`;
  const isLatest = now?.attempt_count === attemptNo;
  if (residualBefore !== null) {
    await tx.order.update({ where: { id: order.id }, data: { residualBefore }, select: { id: true } });
  }
  await tx.attempt.update({
    where: { orderId_no: { orderId: order.id, no: attemptNo } },
    data: {
      finishedAt: ctx.now(),
      outcome: outcome.outcome,
      sent: outcome.sent,
      providerCode: outcome.providerCode,
      message: outcome.message,
      request: outcome.request,
      response: outcome.response,
    },
    select: { id: true },
  });
  const from = ['submitting', 'unknown'] as const;
  const said = outcome.providerCode ? `${outcome.message} (${outcome.providerCode})` : outcome.message;
  const settlement = { orderId: order.id, from: [...from], detail: said, providerOrderId: outcome.providerOrderId };
  if (outcome.outcome === 'accepted' || outcome.outcome === 'duplicate') {
    const evidence = outcome.outcome === 'duplicate' ? proof(ctx, 'duplicate_answer', said) : null;
    await settleOrder(tx, ctx, { ...settlement, to: 'succeeded', evidence });
  } else if (outcome.outcome === 'rejected' && isLatest && refusalIsFinal(claimed, outcome)) {
    const evidence = attemptNo > 1 ? proof(ctx, 'repeated_refusal', said) : null;
    await settleOrder(tx, ctx, { ...settlement, to: 'rejected', evidence });
  } else if (!outcome.sent && !replaySafe && isLatest && attemptNo === 1) {
    const detail = `Nothing was sent: ${outcome.message}`;
    await settleOrder(tx, ctx, { ...settlement, to: 'rejected', detail, evidence: proof(ctx, 'not_sent', detail) });
  } else if (isLatest) {
    await markUnknown(tx, ctx, { orderId: order.id, attempts: attemptNo, detail: said });
  }
}

function proof(ctx: Context, kind: Evidence['kind'], note: string): Evidence {
  return { kind, at: ctx.now().toISOString(), recordIds: [], residualBefore: null, residualAfter: null, note };
}

/** The truth when no recognised answer came: nobody knows yet. The money stays held. */
export async function markUnknown(
  tx: Tx,
  ctx: Context,
  input: { orderId: number; attempts: number; detail: string },
): Promise<void> {
  const data = { leaseOwner: null, leaseUntil: null, nextAttemptAt: nextTry(ctx.now(), input.attempts) };
  const first = await tx.order.updateMany({
    where: { id: input.orderId, status: 'submitting' },
    data: { ...data, status: 'unknown', unknownSince: ctx.now() },
  });
  if (first.count === 1) {
    await addOrderEvent(tx, ctx, { orderId: input.orderId, from: 'submitting', to: 'unknown', detail: input.detail });
    await announceOrder(tx, ctx, await tx.order.findUniqueOrThrow({ where: { id: input.orderId } }), 'unknown');
    return;
  }
  await tx.order.updateMany({ where: { id: input.orderId, status: 'unknown' }, data });
}
