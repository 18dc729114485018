import { type Context, systemContext } from '@/lib/core/actor';
import { latestBelievable } from '@/lib/infra/clock';
import { db, Prisma, type Tx } from '@/lib/infra/db';
import { log } from '@/lib/infra/log';
import { allocate } from './allocate';
import { closeDueMonths, firstOpenMonth, startOfMonth } from './months';
import { readBook, toMicro } from './read-book';
import { rollUp } from './roll-up';
import { lockState, undoSince } from './state';
import { takeBlocks } from './take-blocks';
import { ipPart, type OrderRow, saleOf, writeParts } from './write-parts';

const BATCH = 4_000;
/** An order's settlement is visible to all by then: none settled earlier appears later, so the order of costing is final. */
const SETTLING_MS = 30_000;
/** How far back every run looks for orders that it has not costed, and how far once an hour. */
const LOOK_BACK_MS = 3_600_000;
const SWEEP_EVERY_MS = 3_600_000;
const SWEEP_BACK_MS = 60 * 86_400_000;
const TIMEOUT_MS = 120_000;

/** Where a run goes on in the connection's orders. */
type Place = { at: Date; id: number };

/** Succeeded orders without a cost, in order of settlement. */
function uncosted(tx: Tx, connectionId: number, range: { since: Date; until: Date; after: Place | null }) {
  const { since, until, after } = range;
  const start = after
    ? Prisma.sql`(o.settled_at, o.id) > (${after.at}, ${after.id})`
    : Prisma.sql`o.settled_at >= ${since}`;
  return tx.$queryRaw<OrderRow[]>(Prisma.sql`
    SELECT o.id, o.type::text AS type, o.account_id, o.customer_id, o.agent_id, o.amount, o.asset, o.amount_gb,
      o.price_minor, o.currency, o.settled_at
    FROM "order" o WHERE o.connection_id = ${connectionId} AND o.status = 'succeeded' AND ${start} AND o.settled_at <= ${until}
      AND NOT EXISTS (SELECT FROM cost_allocation a WHERE a.order_id = o.id)
    ORDER BY o.settled_at, o.id LIMIT ${BATCH}`);
}

/** IP orders whose price stands in the provider's list by now get it, where their month is open. */
async function priceIpOrders(tx: Tx, connectionId: number): Promise<void> {
  const open = await firstOpenMonth(tx);
  const found = await tx.$queryRaw<{ id: bigint; money: bigint; currency: string }[]>`
    SELECT DISTINCT ON (a.id) a.id, r.money_minor AS money, r.currency FROM cost_allocation a
    JOIN "order" o ON o.id = a.order_id
    JOIN provider_record r ON r.connection_id = a.connection_id AND r.kind IN ('isp', 'datacenter')
      AND (r.order_id = o.id OR r.external_order_id = o.provider_order_id)
    WHERE a.connection_id = ${connectionId} AND a.amount IS NULL AND a.basis = 'unknown' AND a.month >= ${open ?? ''}
      AND r.money_minor IS NOT NULL AND r.currency IS NOT NULL ORDER BY a.id, r.id LIMIT ${BATCH}`;
  if (found.length === 0) return;
  const ids = Prisma.sql`id = ANY(${found.map(({ id }) => id)})`;
  const prices = found.map(({ id, money, currency }) => ({
    id: String(id),
    micro: String(toMicro(money, currency)),
    currency,
  }));
  await rollUp(tx, -1, ids);
  await tx.$executeRaw`
    UPDATE cost_allocation a SET basis = 'record', cost_micro = p.micro, cost_currency = p.currency
    FROM jsonb_to_recordset(${JSON.stringify(prices)}::jsonb) AS p(id bigint, micro bigint, currency text) WHERE a.id = p.id`;
  await rollUp(tx, 1, ids);
}

/** A run over a connection: `sweeps` looks through all open months, else only through what was settled lately. */
type Run = { sweeps: boolean; after: Place | null };

async function sinceWhen(tx: Tx, costedTo: Date | null, sweeps: boolean): Promise<Date> {
  if (costedTo === null) return new Date(0);
  const lately = costedTo.getTime() - LOOK_BACK_MS;
  if (!sweeps) return new Date(lately);
  const open = await firstOpenMonth(tx);
  return new Date(open === null ? 0 : Math.min(lately, startOfMonth(open).getTime() - SWEEP_BACK_MS));
}

/** One batch. Returns how to go on; null when all that is settled is costed, or another process is at it. */
async function costBatch(tx: Tx, connectionId: number, now: Date, run: Run | null): Promise<Run | null> {
  const state = await lockState(tx, connectionId, false);
  if (!state) return null;
  // What a clock that was ahead has noted says neither that all was looked through nor up to where it is costed.
  const believable = latestBelievable(now);
  const sweptAt = state.swept_at && state.swept_at <= believable ? state.swept_at.getTime() : 0;
  const sweepIsDue = now.getTime() - sweptAt >= SWEEP_EVERY_MS;
  const sweeps = run?.sweeps ?? sweepIsDue;
  let after = run?.after ?? null;
  let costedTo = state.costed_to;
  if (state.recost_from) {
    await undoSince(tx, connectionId, state.recost_from);
    after = null;
    if (costedTo && costedTo > state.recost_from) costedTo = state.recost_from;
  }
  const until = new Date(now.getTime() - SETTLING_MS);
  const since = await sinceWhen(tx, costedTo, sweeps);
  const orders = await uncosted(tx, connectionId, { since, until, after });
  if (orders.length > 0) {
    const sales = orders.flatMap((row) => saleOf(row) ?? []);
    const book = await readBook(tx, connectionId, sales);
    const parts = [...allocate(book, sales), ...orders.filter((row) => saleOf(row) === null).map(ipPart)];
    await writeParts(tx, connectionId, orders, parts);
    await book.save(tx);
  }
  await priceIpOrders(tx, connectionId);
  const last = orders.at(-1);
  const more = last !== undefined && orders.length === BATCH;
  await tx.$executeRaw`
    UPDATE cost_state SET
      costed_to = greatest(CASE WHEN costed_to <= ${believable} THEN costed_to END, ${more ? last.settled_at : until}::timestamptz),
      swept_at = CASE WHEN ${sweeps && !more} THEN ${now} ELSE swept_at END WHERE connection_id = ${connectionId}`;
  return more ? { sweeps, after: { at: last.settled_at, id: last.id } } : null;
}

/** Costs what a connection sold and nobody has costed: each succeeded order exactly once, in order of settlement. */
export async function costSalesOf(ctx: Context, connectionId: number): Promise<void> {
  let run: Run | null = null;
  do {
    const from: Run | null = run;
    run = await db().$transaction((tx) => costBatch(tx, connectionId, ctx.now(), from), {
      timeout: TIMEOUT_MS,
      maxWait: 10_000,
    });
  } while (run !== null);
}

/**
 * Takes new blocks from the providers' records, costs what was sold, and closes months that are due. Outside of any order's
 * way; safe to run anywhere, at any time, by several processes at once.
 */
export async function costSales(ctx: Context = systemContext('costs')): Promise<void> {
  const connections = await db().connection.findMany({ orderBy: { id: 'asc' }, select: { id: true } });
  for (const { id } of connections) {
    try {
      await takeBlocks(ctx, id);
      await costSalesOf(ctx, id);
    } catch (error) {
      log().error({ err: error, connectionId: id }, 'the sales of a connection could not be costed');
    }
  }
  await closeDueMonths(ctx);
}
