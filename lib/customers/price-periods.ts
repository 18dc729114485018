import { actorKey, type Context } from '@/lib/core/actor';
import { beginPeriod, endPeriod, type PeriodEnd } from '@/lib/core/periods';
import type { Prisma, Tx } from '@/lib/infra/db';

/** First key of the advisory locks on prices; the second is the kind: they are changed one after the other. */
const PRICE_LOCK = 7_236_483;
const GB_PRICES = 1;

/** Whose price: of one customer, else of one agent, else of everybody; each at one connection or at all. */
export type PriceScope = { customerId: number | null; agentId: number | null; connectionId: number | null };

type NewPrice = {
  scope: PriceScope;
  perGb: bigint;
  currency: string;
  steps?: Prisma.InputJsonValue | null;
  stepsBy?: 'order' | 'month';
  from: Date;
};

async function lockPrices(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${PRICE_LOCK}::int, ${GB_PRICES}::int)`;
}

async function applyEnds(tx: Tx, ends: readonly PeriodEnd[]): Promise<void> {
  for (const { id, validTo } of ends) await tx.price.update({ where: { id }, data: { validTo }, select: { id: true } });
}

function periodsOf(tx: Tx, scope: PriceScope, currency: string) {
  return tx.price.findMany({
    where: { ...scope, currency },
    select: { id: true, validFrom: true, validTo: true },
  });
}

/** Adds a price from `from` on; the one of the same scope and currency that is in force then ends there. Returns its id. */
export async function beginPrice(tx: Tx, ctx: Context, price: NewPrice): Promise<number> {
  await lockPrices(tx);
  const { ends, validTo } = beginPeriod(await periodsOf(tx, price.scope, price.currency), price.from);
  await applyEnds(tx, ends);
  const { id } = await tx.price.create({
    data: {
      ...price.scope,
      perGb: price.perGb,
      currency: price.currency,
      ...(price.steps == null ? {} : { steps: price.steps }),
      stepsBy: price.stepsBy ?? 'order',
      validFrom: price.from,
      validTo,
      createdBy: actorKey(ctx.actor),
      createdAt: ctx.now(),
    },
    select: { id: true },
  });
  return id;
}

/** Ends a price at an instant; one that has not begun is withdrawn. False where it has ended by then. */
export async function endPriceAt(tx: Tx, id: number, at: Date): Promise<boolean> {
  await lockPrices(tx);
  const row = await tx.price.findUniqueOrThrow({ where: { id } });
  const { customerId, agentId, connectionId, currency } = row;
  const ends = endPeriod(await periodsOf(tx, { customerId, agentId, connectionId }, currency), id, at);
  if (ends === null) return false;
  await applyEnds(tx, ends);
  return true;
}

/** An agent's price for all connections as its form knows it: a new one from now on, or none. Future ones stay. */
export async function setAgentPrice(
  tx: Tx,
  ctx: Context,
  agentId: number,
  price: { price: bigint; currency: string } | null,
): Promise<void> {
  const from = ctx.now();
  const scope = { customerId: null, agentId, connectionId: null };
  await lockPrices(tx);
  const current = await tx.price.findFirst({
    where: { ...scope, validFrom: { lte: from }, OR: [{ validTo: null }, { validTo: { gt: from } }] },
    orderBy: [{ validFrom: 'desc' }, { id: 'desc' }],
  });
  if (price === null) {
    if (current) await endPriceAt(tx, current.id, from);
    return;
  }
  // The form sends the price along with everything else: one that is in force already, with its steps, goes on.
  if (current?.perGb === price.price && current.currency === price.currency) return;
  await beginPrice(tx, ctx, { scope, perGb: price.price, currency: price.currency, from });
}
