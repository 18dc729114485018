import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { AppError } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { checkLedger, getWallet } from '@/lib/ledger';
import { proveOrders } from '@/lib/reconciliation';
import { approveOrder, cancelOrder, resolveOrder, retryOrder, submitOrder, sweepOrders } from './index';
import { insertOrder } from './insert-order';
import { claimOrder } from './lease';
import { sendCommand } from './send-command';
import { anyEvent, type Create, type Event, type Known, MEANT_FOR } from './testing/order-events';
import { type Act, after, type Fault, LEGAL } from './testing/order-model';
import { keyOf, useOrderWorld } from './testing/order-world';

/** Above the agent's limit of 100 GB. */
const LARGE_GB = 150_000_000n;
const PAID_CENTS = 100_000_000n;

const world = useOrderWorld();
let made = 0;
let all: Known[] = [];
let soldBefore = 0n;

const admin = () => keyOf(9);

beforeAll(async () => {
  await world.pay('999000.00', 'MORE'); // with the opening payment: PAID_CENTS
});

/** How often the provider has applied an order: by reference, or for deducts by their amount, each of which is its own. */
async function readApplied(): Promise<(order: Known) => number> {
  const effects = (await world.effects()) as { orderId: string | null; kind: string; mb: string }[];
  return ({ type, reference, gb }) =>
    effects.filter(({ orderId, kind, mb }) =>
      type === 'top_up'
        ? orderId === reference
        : kind === 'deduct' && Math.abs(Number(mb)) === (Number(gb) * 1024) / 1e6,
    ).length;
}

async function create({ type, large, copies: count }: Create): Promise<void> {
  const no = ++made;
  const isLarge = large && type === 'top_up';
  const by = isLarge ? keyOf(1, world.agentId) : world.ctx;
  const gb = isLarge ? LARGE_GB : 10_000n * BigInt(no);
  const input = { type, accountId: world.accountId, amountGb: gb, note: null };
  const key = `machine-${no}`;
  const tries = await Promise.all(Array.from({ length: count }, () => insertOrder(by, input, { idempotencyKey: key })));
  expect(tries.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(tries.map(({ id }) => id)).size).toBe(1);
  const row = await db().order.findUniqueOrThrow({ where: { id: tries[0]?.id ?? 0 } });
  const status = isLarge ? 'awaiting_approval' : 'queued';
  all.push({
    id: row.id,
    reference: row.reference,
    type,
    gb,
    cents: row.priceMinor ?? 0n,
    key,
    by,
    status,
    applied: 0,
    refused: false,
  });
}

async function createAgain(known: Known, otherBody: boolean): Promise<void> {
  const { type, gb, key, by, id } = known;
  const input = { type, accountId: world.accountId, amountGb: otherBody ? gb + 10_000n : gb, note: null };
  const again = insertOrder(by, input, { idempotencyKey: key });
  if (otherBody) await expect(again).rejects.toMatchObject({ code: 'idempotency_conflict' });
  else expect(await again).toMatchObject({ id, created: false });
}

/** Does it, with the provider's next calls as scripted. True: it was turned down for the order's state. */
async function isRefused(what: Fault, work: () => Promise<unknown>): Promise<boolean> {
  if (what !== 'none') {
    for (const path of ['rechargeTrafficCount', 'deductionFlow']) await world.fault(what, path, {}, { times: -1 });
  }
  try {
    await work();
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_state') return true;
    throw error;
  } finally {
    await world.clearFaults();
  }
}

/** The process dies in the middle of a submission: what it had done stays, what comes after does not happen. */
async function dieWhileSubmitting(id: number, afterCall: boolean): Promise<void> {
  const claimed = await claimOrder(world.ctx, id, { replay: false });
  if (claimed && afterCall) await sendCommand(claimed.order);
}

async function run(event: Exclude<Event, Create | { kind: 'create again' }>, known: Known | undefined) {
  const id = known?.id ?? 0;
  switch (event.kind) {
    case 'submit':
      return isRefused(event.fault, () =>
        Promise.all(Array.from({ length: event.copies }, () => submitOrder(id, { replay: false }, world.ctx))),
      );
    case 'die':
      return isRefused(event.fault, () => dieWhileSubmitting(id, event.afterCall));
    case 'sweep':
      return isRefused(event.fault, () => sweepOrders(world.later(event.seconds)));
    case 'prove':
      return isRefused('none', () => proveOrders(world.later(event.seconds)));
    case 'approve':
      return isRefused('none', () => approveOrder(admin(), { id }));
    case 'cancel':
      return isRefused('none', () => cancelOrder(admin(), { id }));
    case 'retry':
      return isRefused(event.fault, () => retryOrder(admin(), { id }));
    case 'resolve': {
      const outcome = known?.applied ? 'succeeded' : 'rejected';
      return isRefused('none', () => resolveOrder(admin(), { id, outcome, note: 'looked at the provider' }));
    }
  }
}

/** The world after an event against the model: every order in a state that it may have, applied as its state says. */
async function compare(act: Act | null, touched: (known: Known) => boolean): Promise<void> {
  const rows = await db().order.findMany({
    where: { id: { in: all.map(({ id }) => id) } },
    select: {
      id: true,
      status: true,
      attempts: { where: { sent: true }, select: { outcome: true }, orderBy: { no: 'asc' } },
    },
  });
  const applied = await readApplied();
  for (const known of all) {
    const row = rows.find(({ id }) => id === known.id);
    const allowed = act && touched(known) ? after(known, act) : [known.status];
    expect(allowed === 'refused' ? [known.status] : allowed, `order ${known.id} after ${act?.kind}`).toContain(
      row?.status,
    );
    const refused = row?.attempts.at(-1)?.outcome === 'rejected';
    Object.assign(known, { status: row?.status, applied: applied(known), refused });
    const may = known.status === 'succeeded' ? [1] : ['submitting', 'unknown'].includes(known.status) ? [0, 1] : [0];
    expect(may, `applied, order ${known.id} ${known.status}`).toContain(known.applied);
    // Dying before the call leaves an attempt that may have been sent; there is never a second one.
    if (known.type === 'deduct') expect(row?.attempts.length).toBeLessThanOrEqual(1);
  }
}

const isOpen = ({ status }: Known) => !['succeeded', 'rejected', 'cancelled'].includes(status);
const sum = (orders: Known[]) => orders.reduce((cents, order) => cents + order.cents, 0n);
const cents = (amount: string) => BigInt(amount.replace('.', ''));

async function compareMoney(): Promise<void> {
  const wallet = await getWallet(world.billingAccountId);
  const sold = all.filter(({ status }) => status === 'succeeded');
  expect(cents(wallet.held.amount)).toBe(sum(all.filter(isOpen)));
  expect(cents(wallet.balance.amount)).toBe(PAID_CENTS - soldBefore - sum(sold));
}

/** Mostly an order that the event is meant for, where there is one: with the others nothing may happen. */
function picked(kind: Event['kind'], no: number): Known | undefined {
  const meant = all.filter(({ status }) => status === MEANT_FOR[kind]);
  const among = no % 5 > 0 && meant.length > 0 ? meant : all;
  return among[no % among.length];
}

async function step(event: Event): Promise<void> {
  if (event.kind === 'create') return create(event);
  const known = 'pick' in event ? picked(event.kind, event.pick) : undefined;
  if ('pick' in event && !known) return;
  if (event.kind === 'create again') {
    if (known) await createAgain(known, event.otherBody);
    return compare(null, () => false);
  }
  // Only what was never applied can be refused when it is sent again.
  const honest =
    event.kind === 'retry' && event.fault === 'reject' && known?.applied ? { ...event, fault: 'none' as const } : event;
  const refused = await run(honest, known);
  if (known)
    expect(refused, `${honest.kind} of ${known.type} ${known.status}`).toBe(after(known, honest) === 'refused');
  await compare(honest, (order) => !known || order === known);
}

/** Time passes until everything that can be settled without a person is. */
async function settleAll(): Promise<void> {
  for (const later of [35, 70, 140, 280]) {
    await sweepOrders(world.later(later));
    await proveOrders(world.later(later));
  }
  const rows = await db().order.findMany({ where: { id: { in: all.map(({ id }) => id) } } });
  const applied = await readApplied();
  for (const known of all) {
    const status = rows.find(({ id }) => id === known.id)?.status;
    if (status) Object.assign(known, { status, applied: applied(known) });
    expect(['succeeded', 'rejected', 'cancelled', 'awaiting_approval']).toContain(status);
    expect(known.applied).toBe(status === 'succeeded' ? 1 : 0);
  }
}

async function compareTimelines(): Promise<void> {
  const events = await db().orderEvent.findMany({
    where: { orderId: { in: all.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
  });
  for (const known of all) {
    const timeline = events.filter(({ orderId }) => orderId === known.id);
    timeline.forEach(({ from, to }, i) => {
      expect(from).toBe(timeline[i - 1]?.to ?? null);
      expect(LEGAL[from ?? 'new'], `order ${known.id} from ${from}`).toContain(to);
    });
    expect(timeline.at(-1)?.to).toBe(known.status);
  }
}

test('whatever happens in whatever order, the orders follow the model, the provider and the money', async () => {
  const start = fc.constant<Event[]>([
    { kind: 'create', type: 'top_up', large: true, copies: 2 },
    { kind: 'create', type: 'top_up', large: false, copies: 2 },
    { kind: 'create', type: 'deduct', large: false, copies: 2 },
  ]);
  const events = fc
    .tuple(start, fc.array(anyEvent, { minLength: 25, maxLength: 40, size: 'max' }))
    .map((parts) => parts.flat());
  await fc.assert(
    fc.asyncProperty(events, async (sequence) => {
      for (const each of sequence) {
        await step(each);
        await compareMoney();
      }
      await settleAll();
      await compareMoney();
      await compareTimelines();
      expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
      // The next sequence begins with nothing in flight.
      for (const { id } of all.filter(isOpen)) await cancelOrder(admin(), { id });
      soldBefore += sum(all.filter(({ status }) => status === 'succeeded'));
      all = [];
    }),
    // What happened stays in the database: a failing sequence cannot be made smaller, its seed repeats it.
    { numRuns: 10, endOnFailure: true, interruptAfterTimeLimit: 25_000 },
  );
}, 60_000);
