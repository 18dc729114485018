import { priceFor } from '@/lib/billing';
import { budgetSql, notePaid } from '@/lib/connections';
import { actorKey, type Context, isAdmin } from '@/lib/core/actor';
import type { Quantity } from '@/lib/core/assets';
import { canonicalJson } from '@/lib/core/canonical-json';
import { AppError } from '@/lib/core/errors';
import type { Money } from '@/lib/core/money';
import { newReference } from '@/lib/core/reference';
import { sha256 } from '@/lib/infra/crypto';
import { db, inTransaction } from '@/lib/infra/db';
import { failpoint } from '@/lib/infra/failpoint';
import { claimIdempotencyKey, findMadeUnderKey, type IdempotencyClaim } from '@/lib/infra/idempotency';
import { enqueue } from '@/lib/infra/jobs';
import { type SqlRunner, sqlTransaction } from '@/lib/infra/sql';
import type { ProviderAdapter } from '@/lib/providers/port';
import { findTarget, openForOrder, quantityOf, type Target, type TargetNames } from './find-target';
import type { Order } from './internal';
import { ipQuoteFor } from './ip-quote';
import { type Claimed, newLease } from './lease';
import { assertDailyCap, holdParts, lockPayer, TargetMoved } from './payer';
import type { CreateOrderInput } from './schemas';
import { isReplaySafe } from './send-command';
import { assertNothingSimilar } from './similar-orders';
import { firstAttempt, writeOrder } from './write-order';

/** The job is the safety net: the request that made the order submits it at once. */
const JOB_DELAY_MS = 5_000;

/** An account changes hands seldom; that often at one moment, never. */
const MOST_TRIES = 5;

export type CreateOrderOptions = {
  /** The caller's key: the same key and body again are the same order. */
  idempotencyKey: string;
  /** Similar orders that the person was shown; one made since refuses the order with `similar_order`. Not for the API. */
  knownSimilar?: readonly number[];
  /** The caller sends a replay-safe order at once: it is taken for sending in the transaction that makes it. */
  claim?: boolean;
};

/** `claimed`: the order is `submitting` in this process, and is to be sent now. `ready`: it is queued. */
export type Inserted = { id: number; created: boolean; ready: boolean; claimed: Claimed | null };

type Wanted = Pick<Order, 'amountGb' | 'product' | 'region' | 'duration' | 'quantity' | 'poolTag' | 'remark' | 'ips'>;

/** What is asked for, by the order's type. */
function wantedOf(input: CreateOrderInput): Wanted {
  const nothing = { amountGb: null, product: null, region: null, duration: null, quantity: null, poolTag: null };
  const empty = { ...nothing, remark: null, ips: [] };
  switch (input.type) {
    case 'top_up':
    case 'deduct':
      return { ...empty, amountGb: input.amountGb };
    case 'ip_open': {
      const { product, region, duration, quantity } = input;
      return {
        ...empty,
        product,
        region,
        duration,
        quantity,
        poolTag: input.poolTag ?? null,
        remark: input.remark ?? null,
      };
    }
    case 'ip_renew': {
      const { product, duration, ips } = input;
      return { ...empty, product, duration, quantity: ips.length, ips, remark: input.remark ?? null };
    }
  }
}

type Draft = { input: CreateOrderInput; target: Target; quantity: Quantity | null; claim: boolean };

/** What an order costs who pays: traffic by the GB, IPs by the piece. A deduct costs nothing; nor does what has no price. */
async function priceOfOrder(
  tx: SqlRunner,
  input: CreateOrderInput,
  payer: Target & { currency: string; at: Date },
): Promise<{ price: Money | null; perGb: bigint | null } | null> {
  switch (input.type) {
    case 'top_up':
      return priceFor(tx, { ...payer, gb: input.amountGb });
    case 'deduct':
      return null;
    case 'ip_open':
    case 'ip_renew':
      return { ...(await ipQuoteFor(tx, input, payer)), perGb: null };
  }
}

/** The order as it will be: its price, who pays (locked from here on), and whether it waits for somebody's approval. */
async function planOrder(tx: SqlRunner, ctx: Context, id: number, draft: Draft) {
  const { input, target, quantity } = draft;
  const payer = await lockPayer(tx, target);
  const now = ctx.now();
  const moment: Context = { ...ctx, now: () => now }; // all that is written together is of one moment
  const byAgent = !isAdmin(ctx.actor);
  if (byAgent && input.type === 'top_up' && payer?.dailyCapGb != null && target.agentId !== null) {
    await assertDailyCap(tx, ctx, target.agentId, payer.dailyCapGb, input.amountGb);
  }
  const quote = payer && (await priceOfOrder(tx, input, { ...target, currency: payer.currency, at: now }));
  const wanted = wantedOf(input);
  const limit = payer?.approvalAboveGb ?? null;
  const waits = byAgent && wanted.amountGb !== null && limit !== null && wanted.amountGb > limit;
  const isClaimed = draft.claim && !waits;
  const order: Order = {
    id,
    reference: newReference(),
    type: input.type,
    status: waits ? 'awaiting_approval' : isClaimed ? 'submitting' : 'queued',
    ...target,
    ...wanted,
    amount: quantity?.amount ?? null,
    asset: quantity?.asset ?? null,
    billingAccountId: payer?.billingAccountId ?? null,
    priceMinor: quote?.price?.minor ?? null,
    pricePerGb: quote?.perGb ?? null,
    currency: quote?.price?.currency ?? null,
    note: input.note ?? null,
    providerOrderId: null,
    delivered: null,
    residualBefore: null,
    residualBeforeAt: null,
    residualAfter: null,
    residualAfterAt: null,
    evidence: null,
    madeBy: actorKey(ctx.actor),
    madeByName: ctx.actor.name,
    approvedBy: null,
    ...(isClaimed ? newLease(moment) : { leaseOwner: null, leaseUntil: null }),
    nextAttemptAt: null,
    attemptCount: isClaimed ? 1 : 0,
    unknownSince: null,
    createdAt: now,
    settledAt: null,
  };
  return { order, payer, moment };
}

function claimedOf(order: Order, names: TargetNames, adapter: ProviderAdapter): Claimed {
  // The attempt's own id is not needed before the row is read again.
  const attempt = { ...firstAttempt(order, order.createdAt), id: 0n };
  return { order: { ...order, ...names, attempts: [attempt] }, attemptNo: 1, adapter };
}

function madeBefore(id: number): Inserted {
  return { id, created: false, ready: false, claimed: null };
}

/** What can be said of an order before its transaction: whom it is for, by which connection, in which unit. */
async function prepare(ctx: Context, input: CreateOrderInput) {
  const { account, customer, ...target } = await findTarget(ctx, input);
  const open = await openForOrder(target.connectionId);
  return { account, customer, target, open, quantity: quantityOf(open, input) };
}

/**
 * Writes an order in one transaction: idempotency key, price, hold, timeline, audit. Nothing is sent here. The same key
 * and body again give the order that exists (`created` false).
 *
 * With `claim` a replay-safe order is `submitting` from the start: lease, first attempt and the call's place in the budget
 * are written with it. Dies before the commit: nothing is left, not even the key. After it: the lease runs out, the
 * sweeper makes the order unknown and sends it again under its reference; so no job is written for it. Any other order is
 * queued, with a job: a call that must not be sent twice is claimed by itself, as late as can be.
 */
export async function insertOrder(
  ctx: Context,
  input: CreateOrderInput,
  options: CreateOrderOptions,
): Promise<Inserted> {
  for (let tries = 1; ; tries++) {
    try {
      return await insertFound(ctx, input, options);
    } catch (error) {
      // Nothing is left of it. Found anew it is its new owner's, or not the actor's any more.
      if (!(error instanceof TargetMoved) || tries === MOST_TRIES) throw error;
    }
  }
}

/** The same, for the owners that are found at its beginning. Throws `TargetMoved` where they have changed by then. */
async function insertFound(ctx: Context, input: CreateOrderInput, options: CreateOrderOptions): Promise<Inserted> {
  const { idempotencyKey, knownSimilar } = options;
  const key: IdempotencyClaim = {
    caller: actorKey(ctx.actor),
    key: idempotencyKey,
    bodyHash: sha256(canonicalJson(input)),
    resource: 'order',
    now: ctx.now(),
  };
  const prepared = await prepare(ctx, input).catch(async (error: unknown) => {
    // A repeated call is told of the order that it made, also where the same order could not be made any more.
    const id = error instanceof AppError ? await findMadeUnderKey(db(), key) : null;
    if (id === null) throw error;
    return madeBefore(id);
  });
  if ('id' in prepared) return prepared;
  const { account, customer, target, open, quantity } = prepared;
  const claim = options.claim === true && isReplaySafe(open.adapter, input);
  const budget = budgetSql({ ...open.connection, perMinute: open.settings.requestsPerMinute });

  async function insert(tx: SqlRunner, assertNew?: () => Promise<void>): Promise<Inserted & { paid: boolean }> {
    const { id, isNew } = await claimIdempotencyKey(tx, key);
    if (!isNew) return { ...madeBefore(id), paid: false };
    await assertNew?.();
    const { order, payer, moment } = await planOrder(tx, ctx, id, { input, target, quantity, claim });
    const isClaimed = order.status === 'submitting';
    const paid = await writeOrder(
      tx,
      moment,
      order,
      { ...input, price: order.priceMinor },
      { budget: isClaimed ? budget : null, hold: holdParts(moment, payer, { id, minor: order.priceMinor ?? 0n }) },
    );
    const ready = order.status === 'queued';
    if (ready) {
      await enqueue('order-submit', { orderId: id }, { tx, startAfter: new Date(Date.now() + JOB_DELAY_MS) });
    }
    failpoint('order.inserting');
    if (isClaimed) failpoint('order.claiming');
    const claimed = isClaimed ? claimedOf(order, { account, customer }, open.adapter) : null;
    return { id, created: true, ready, claimed, paid };
  }

  const { paid, ...inserted } =
    knownSimilar && 'accountId' in input
      ? await inTransaction((tx) => insert(tx, () => assertNothingSimilar(tx, ctx, input, knownSimilar)))
      : await sqlTransaction((tx) => insert(tx));
  if (paid) notePaid(target.connectionId);
  failpoint('order.inserted');
  if (inserted.claimed) failpoint('order.claimed');
  return inserted;
}
