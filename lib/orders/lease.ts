import type { Context } from '@/lib/core/actor';
import { newReference } from '@/lib/core/reference';
import { latestBelievable } from '@/lib/infra/clock';
import { db, inTransaction, type Prisma } from '@/lib/infra/db';
import { failpoint } from '@/lib/infra/failpoint';
import type { ProviderAdapter } from '@/lib/providers/port';
import { addOrderEvent, ORDER_PARTS, type OrderRow } from './internal';

/** Names this process in leases. */
const OWNER = newReference();

/** A lease that is not renewed for this long belongs to a process that died. */
const LEASE_MS = 15_000;
const RENEW_MS = 5_000;

/** `adapter`: its connection, where it was opened for this order a moment ago. */
export type Claimed = { order: OrderRow; attemptNo: number; adapter?: ProviderAdapter };

function leaseEnd(ctx: Context): Date {
  return new Date(ctx.now().getTime() + LEASE_MS);
}

/** A lease of this process, from now on. */
export function newLease(ctx: Context): { leaseOwner: string; leaseUntil: Date } {
  return { leaseOwner: OWNER, leaseUntil: leaseEnd(ctx) };
}

/** Nothing of an order waits longer by itself. */
const LONGEST_PAUSE_MS = 10 * 60_000;

/** What is to be tried again after this was put off by a clock that was ahead: it is due now. */
export function beyondPauses(now: Date): Date {
  return latestBelievable(now, LONGEST_PAUSE_MS);
}

/** A lease beyond this was taken by a clock that was ahead, and holds nothing any more; its owner renews it if it lives. */
export function beyondLeases(now: Date): Date {
  return latestBelievable(now, LEASE_MS);
}

/** What may be sent now: a queued order, or an unknown one that is due and held by nobody. */
function claimable(ctx: Context, id: number, replay: boolean): Prisma.OrderWhereInput {
  const now = ctx.now();
  const due: Prisma.OrderWhereInput[] = [
    { nextAttemptAt: null },
    { nextAttemptAt: { lte: now } },
    { nextAttemptAt: { gt: beyondPauses(now) } },
  ];
  if (!replay) return { id, status: 'queued', OR: due };
  return {
    id,
    status: 'unknown',
    AND: [
      { OR: due },
      { OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }, { leaseUntil: { gt: beyondLeases(now) } }] },
    ],
  };
}

/**
 * Takes an order for sending and writes the attempt before the call, in one transaction. Null: it is not in a state to
 * be sent, or another process has it. An unknown order stays `unknown` while it is sent again: that is still the truth.
 */
export async function claimOrder(ctx: Context, id: number, options: { replay: boolean }): Promise<Claimed | null> {
  const attemptNo = await inTransaction(async (tx) => {
    const [claimed] = await tx.order.updateManyAndReturn({
      where: claimable(ctx, id, options.replay),
      data: {
        ...(options.replay ? {} : { status: 'submitting' }),
        ...newLease(ctx),
        attemptCount: { increment: 1 },
      },
      select: { attemptCount: true },
    });
    if (!claimed) return null;
    await tx.attempt.create({ data: { orderId: id, no: claimed.attemptCount, at: ctx.now() }, select: { id: true } });
    if (!options.replay) await addOrderEvent(tx, ctx, { orderId: id, from: 'queued', to: 'submitting' });
    failpoint('order.claiming');
    return claimed.attemptCount;
  });
  if (attemptNo === null) return null;
  failpoint('order.claimed');
  return { order: await db().order.findUniqueOrThrow({ where: { id }, include: ORDER_PARTS }), attemptNo };
}

/** Runs `work` while the lease is renewed, so that a slow call is not taken for a dead process. */
export async function whileLeased<Result>(ctx: Context, id: number, work: () => Promise<Result>): Promise<Result> {
  const timer = setInterval(() => {
    db()
      .order.updateMany({ where: { id, leaseOwner: OWNER }, data: { leaseUntil: leaseEnd(ctx) } })
      .catch(() => undefined); // a missed renewal is made good by the next one; a missed lease by the sweeper
  }, RENEW_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
