import { type Context, systemContext } from '@/lib/core/actor';
import { GB_SCALE, TRAFFIC_ASSET_NAMES, TRAFFIC_ASSETS } from '@/lib/core/assets';
import { AppError, type ErrorCode } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { log } from '@/lib/infra/log';
import { createOrder, makerContext } from '@/lib/orders';
import { refreshAccount } from '@/lib/sync';
import { blockerOf, claimFiring, firingKey, linkFiring, type Rule, settleFirings } from './claim-firing';
import { switchOff } from './internal';

/** A residual is believed this long. */
const FRESH_MS = 30 * 60_000;

/** Accounts that one round reads anew; the next one comes within a minute. */
const READS = 20;

/** Refusals that pass by themselves; all others switch the rule off. */
const PASSING: readonly ErrorCode[] = ['daily_cap_reached', 'similar_order', 'connection_disabled', 'rate_limited'];

type Left = { isBelow: boolean; isFresh: boolean };

async function wait(ctx: Context, rule: Rule, waitingFor: string | null): Promise<void> {
  await db().autoTopUp.updateMany({
    where: { id: rule.id, sequence: rule.sequence, enabled: true },
    data: { waitingFor, checkedAt: ctx.now() },
  });
}

/** Whether the account is below the threshold as it was last read; null when nothing is known. */
async function readLeft(ctx: Context, rule: Rule): Promise<Left | null> {
  const account = await db().upstreamAccount.findUniqueOrThrow({
    where: { id: rule.accountId },
    select: { residual: true, residualAsOf: true, connection: { select: { usageAsset: true } } },
  });
  const asset = TRAFFIC_ASSET_NAMES.find((name) => name === account.connection.usageAsset);
  if (account.residual === null || account.residualAsOf === null || asset === undefined) return null;
  // A reading from before a top-up says nothing about what is left after it.
  const last = await db().order.aggregate({
    where: { accountId: rule.accountId, status: 'succeeded' },
    _max: { settledAt: true },
  });
  const { scale, unitsPerGb } = TRAFFIC_ASSETS[asset];
  const asOf = account.residualAsOf.getTime();
  return {
    isBelow: account.residual * 10n ** BigInt(GB_SCALE) < rule.thresholdGb * unitsPerGb * 10n ** BigInt(scale),
    isFresh: asOf > ctx.now().getTime() - FRESH_MS && asOf >= (last._max.settledAt?.getTime() ?? 0),
  };
}

/** The same, read at the provider first where the last reading is too old. Says why where that was not possible. */
async function readFresh(ctx: Context, rule: Rule, reads: { left: number }): Promise<Left | { waitFor: string }> {
  const known = await readLeft(ctx, rule);
  if (known?.isFresh) return known;
  if (reads.left <= 0) return { waitFor: 'It waits for its turn to be read.' };
  reads.left -= 1;
  try {
    await refreshAccount(ctx, { accountId: rule.accountId });
  } catch (error) {
    if (error instanceof AppError) return { waitFor: `What is left could not be read: ${error.message}` };
    throw error;
  }
  const left = await readLeft(ctx, rule);
  return left?.isFresh ? left : { waitFor: 'The provider does not tell how much is left.' };
}

/** Why the rule must end, as far as it can be seen from here: its last order, whom it was set for. */
async function endOf(rule: Rule): Promise<string | null> {
  const account = await db().upstreamAccount.findUniqueOrThrow({
    where: { id: rule.accountId },
    select: { customerId: true },
  });
  if (account.customerId !== rule.customerId) return 'The account belongs to another customer now.';
  if (rule.lastOrderId === null) return null;
  const order = await db().order.findUnique({ where: { id: rule.lastOrderId }, select: { status: true } });
  if (order?.status === 'rejected') return `The provider rejected order #${rule.lastOrderId}.`;
  return order?.status === 'cancelled' ? `Order #${rule.lastOrderId} was cancelled.` : null;
}

async function fire(ctx: Context, rule: Rule): Promise<void> {
  const maker = await makerContext(ctx, rule.createdBy, 'automatic');
  if (!maker) return switchOff(ctx, rule, 'Who set it up may no longer order.');
  const firing = await claimFiring(ctx, rule);
  if ('waitFor' in firing) return wait(ctx, rule, firing.waitFor);
  const fired = { ...rule, sequence: firing.no };
  const { accountId } = rule;
  try {
    const { order } = await createOrder(
      maker,
      { type: 'top_up', accountId, amountGb: firing.amountGb, note: 'Automatic top-up' },
      { idempotencyKey: firingKey(rule.id, firing.no), knownSimilar: [] },
    );
    await linkFiring(ctx, rule.id, firing, Number(order.id));
    if (order.status === 'rejected') await switchOff(ctx, fired, `The provider rejected order #${order.id}.`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await settleFirings(ctx, rule.id, 0);
    if (error.retryable || PASSING.includes(error.code)) await wait(ctx, fired, error.message);
    else await switchOff(ctx, fired, error.message);
  }
}

async function runRule(ctx: Context, id: number, reads: { left: number }): Promise<void> {
  await settleFirings(ctx, id);
  const rule = await db().autoTopUp.findUnique({ where: { id, enabled: true } });
  if (!rule) return;
  const end = await endOf(rule);
  if (end !== null) return switchOff(ctx, rule, end);
  const known = await readLeft(ctx, rule);
  if (known?.isFresh && !known.isBelow) return wait(ctx, rule, null);
  const blocker = await blockerOf(db(), ctx, rule);
  if (blocker !== null) return wait(ctx, rule, blocker);
  const left = await readFresh(ctx, rule, reads);
  if ('waitFor' in left) return wait(ctx, rule, left.waitFor);
  return left.isBelow ? fire(ctx, rule) : wait(ctx, rule, null);
}

/**
 * Looks at every rule that is on and tops up what is below its threshold, each firing an ordinary order. Two workers may
 * run it at once, and any may die anywhere: a firing is written before its order, which has the firing's own key.
 */
export async function runAutoTopUps(ctx: Context = systemContext('auto-top-up')): Promise<void> {
  const rules = await db().autoTopUp.findMany({
    where: { enabled: true },
    orderBy: { checkedAt: { sort: 'asc', nulls: 'first' } },
    select: { id: true },
  });
  const reads = { left: READS };
  for (const { id } of rules) {
    // One rule's trouble is not the others'.
    await runRule(ctx, id, reads).catch((error: unknown) => log().error({ err: error, rule: id }, 'automatic top-up'));
  }
}
