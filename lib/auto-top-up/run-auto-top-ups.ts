import { type Context, systemContext } from '@/lib/core/actor';
import { AppError, type ErrorCode } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { log } from '@/lib/infra/log';
import { createOrder, makerContext } from '@/lib/orders';
import {
  blockerOf,
  claimFiring,
  type Due,
  type Firing,
  firingKey,
  firingNote,
  limitOf,
  type Rule,
} from './claim-firing';
import { findDue } from './find-due';
import { switchOff } from './internal';
import { type Reads, readFresh, readLeft } from './read-left';
import { closeFiring, linkFiring, settleFirings } from './settle-firings';

/** Accounts that one round reads anew; the next one comes within a minute. */
const READS = 20;

/** Refusals that pass by themselves; all others switch the rule off. */
const PASSING: readonly ErrorCode[] = ['daily_cap_reached', 'similar_order', 'connection_disabled', 'rate_limited'];

async function wait(ctx: Context, rule: Rule, waitingFor: string | null): Promise<void> {
  await db().autoTopUp.updateMany({
    where: { id: rule.id, sequence: rule.sequence, enabled: true },
    data: { waitingFor, checkedAt: ctx.now() },
  });
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

const NO_MAKER = 'Who set it up may no longer order.';

/** Makes a firing's order, or the same one again: its key and its body are the firing's own. */
async function order(ctx: Context, rule: Rule, firing: Firing): Promise<void> {
  const fired = { ...rule, sequence: firing.no };
  const end = async (why: string) => {
    await closeFiring(firing, why);
    await switchOff(ctx, fired, why);
  };
  const maker = await makerContext(ctx, firing.madeBy, 'automatic');
  if (!maker) return end(NO_MAKER);
  const { accountId } = rule;
  try {
    const made = await createOrder(
      maker,
      { type: 'top_up', accountId, amountGb: firing.amountGb, note: firingNote(firing) },
      { idempotencyKey: firingKey(firing), knownSimilar: [] },
    );
    await linkFiring(firing, Number(made.order.id));
    if (made.order.status === 'rejected') await switchOff(ctx, fired, `The provider rejected order #${made.order.id}.`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (!error.retryable && !PASSING.includes(error.code)) return end(error.message);
    // Of a schedule it stays open, and is ordered again under the same key.
    if (firing.dueDay === null) await closeFiring(firing, error.message);
    await wait(ctx, fired, error.message);
  }
}

async function fire(ctx: Context, rule: Rule, due: Due | null): Promise<void> {
  if (!(await makerContext(ctx, rule.createdBy, 'automatic'))) return switchOff(ctx, rule, NO_MAKER);
  const firing = await claimFiring(ctx, rule, due);
  return 'waitFor' in firing ? wait(ctx, rule, firing.waitFor) : order(ctx, rule, firing);
}

async function runSchedule(ctx: Context, rule: Rule, again: Firing | null): Promise<void> {
  const due = await findDue(ctx, rule);
  if (!again) return due ? fire(ctx, rule, due) : wait(ctx, rule, null);
  if (!due) return order(ctx, rule, again);
  await closeFiring(again, 'It could not be ordered before the next one was due.');
  return fire(ctx, rule, due);
}

async function runThreshold(ctx: Context, rule: Rule, thresholdGb: bigint, reads: Reads): Promise<void> {
  const known = await readLeft(ctx, rule.accountId, thresholdGb);
  if (known?.isFresh && !known.isBelow) return wait(ctx, rule, null);
  const blocker = (await blockerOf(db(), ctx, rule)) ?? (await limitOf(db(), ctx, rule));
  if (blocker !== null) return wait(ctx, rule, blocker);
  const left = await readFresh(ctx, rule.accountId, thresholdGb, reads);
  if ('waitFor' in left) return wait(ctx, rule, left.waitFor);
  return left.isBelow ? fire(ctx, rule, null) : wait(ctx, rule, null);
}

async function runRule(ctx: Context, id: number, reads: Reads): Promise<void> {
  const again = await settleFirings(ctx, id);
  const rule = await db().autoTopUp.findUnique({ where: { id, enabled: true } });
  if (!rule) return;
  const end = await endOf(rule);
  if (end !== null) return switchOff(ctx, rule, end);
  if (rule.thresholdGb === null) return runSchedule(ctx, rule, again);
  return runThreshold(ctx, rule, rule.thresholdGb, reads);
}

/**
 * Looks at every rule that is on and tops up what is below its threshold, or what is due, each firing an ordinary order. Two
 * workers may run it at once, and any may die anywhere: a firing is written before its order, which has the firing's own key.
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
