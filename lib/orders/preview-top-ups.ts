import { type Quote, type QuoteFor, quotesFor } from '@/lib/billing';
import { openAdapter } from '@/lib/connections';
import { agentScope, type Context, isAdmin } from '@/lib/core/actor';
import { quantityFromGb, type TrafficAsset } from '@/lib/core/assets';
import { db, Prisma } from '@/lib/infra/db';
import { similarSince } from './similar-orders';

/** A top-up to look at; GB at 6 decimals. */
type TopUpTarget = { accountId: number; gb: bigint };

/** What one of many top-ups would come to. */
export type TopUpVerdict =
  | { problem: string }
  | {
      problem: null;
      quote: Quote | null;
      /** Who pays and what it can spend (minor units) before the first of these top-ups; null where nobody pays. */
      payer: { id: number; name: string; available: bigint; currency: string } | null;
      needsApproval: boolean;
      /** An agent's own limit a day and what it has ordered of it, in GB at 6 decimals; null where none applies. */
      daily: { capGb: bigint; orderedGb: bigint } | null;
      /** Top-ups of the account in the last ten minutes, newest first. */
      similar: number[];
    };

type Row = {
  id: number;
  connection_id: number;
  customer_id: number | null;
  agent_id: number | null;
  approval_above_gb: bigint | null;
  daily_cap_gb: bigint | null;
  payer_id: number | null;
  payer_name: string | null;
  available: bigint | null;
  currency: string | null;
};

async function readTargets(ctx: Context, ids: readonly number[]): Promise<Map<number, Row>> {
  const scope = agentScope(ctx.actor);
  const rows = await db().$queryRaw<Row[]>(Prisma.sql`
    SELECT ua.id, ua.connection_id, c.id AS customer_id, a.id AS agent_id, a.approval_above_gb, a.daily_cap_gb,
      b.id AS payer_id, coalesce(a.name, c.name) AS payer_name, b.wallet + b.credit_limit AS available, b.currency
    FROM upstream_account ua LEFT JOIN customer c ON c.id = ua.customer_id LEFT JOIN agent a ON a.id = c.agent_id
    LEFT JOIN billing_account b ON b.id = coalesce(a.billing_account_id, c.billing_account_id)
    WHERE ua.id = ANY(${[...ids]}::int[]) AND ${scope === null ? Prisma.sql`true` : Prisma.sql`c.agent_id = ${scope}`}`);
  return new Map(rows.map((row) => [row.id, row]));
}

type Offer = { asset: TrafficAsset } | { problem: string };

/** What each connection takes a top-up in, or why it takes none. One look at each connection. */
async function readOffers(ids: readonly number[]): Promise<Map<number, Offer>> {
  const found = await Promise.all(
    [...new Set(ids)].map(async (id): Promise<[number, Offer]> => {
      const { adapter, connection } = await openAdapter(id);
      if (connection.status === 'disabled')
        return [id, { problem: `The connection ${connection.name} is switched off.` }];
      if (!adapter.topUp) return [id, { problem: `${connection.name} offers no top-up.` }];
      return [id, { asset: adapter.topUp.asset }];
    }),
  );
  return new Map(found);
}

async function readSimilar(ctx: Context, ids: readonly number[]): Promise<Map<number, number[]>> {
  const rows = await db().$queryRaw<{ account_id: number; ids: number[] }[]>(Prisma.sql`
    SELECT account_id, array_agg(id ORDER BY id DESC) AS ids FROM "order"
    WHERE account_id = ANY(${[...ids]}::int[]) AND type = 'top_up' AND created_at >= ${similarSince(ctx)}
      AND status NOT IN ('rejected', 'cancelled') GROUP BY account_id`);
  return new Map(rows.map((row) => [row.account_id, row.ids]));
}

/** What an agent has ordered since the day of UTC began; an admin's orders have no such limit. */
async function orderedToday(ctx: Context): Promise<bigint> {
  const day = ctx.now().toISOString().slice(0, 10);
  const [row] = await db().$queryRaw<{ gb: bigint }[]>(Prisma.sql`
    SELECT coalesce(sum(amount_gb), 0)::bigint AS gb FROM "order"
    WHERE agent_id = ${agentScope(ctx.actor)} AND type = 'top_up' AND created_at >= ${new Date(`${day}T00:00:00Z`)}
      AND status NOT IN ('rejected', 'cancelled')`);
  return row?.gb ?? 0n;
}

function quoteInput(row: Row, gb: bigint, at: Date): QuoteFor | null {
  if (row.currency === null) return null;
  const { customer_id: customerId, agent_id: agentId, connection_id: connectionId, currency } = row;
  return { customerId, agentId, connectionId, gb, currency, at };
}

/**
 * What many top-ups would come to, in a number of queries that does not grow with them. Each is judged alone, as if it
 * were the only one; the verdicts stand in the order of the targets.
 */
export async function previewTopUps(ctx: Context, targets: readonly TopUpTarget[]): Promise<TopUpVerdict[]> {
  const byAgent = !isAdmin(ctx.actor);
  const ids = [...new Set(targets.map(({ accountId }) => accountId))];
  const [rows, similar, orderedGb] = await Promise.all([
    readTargets(ctx, ids),
    readSimilar(ctx, ids),
    byAgent ? orderedToday(ctx) : 0n,
  ]);
  const offers = await readOffers([...rows.values()].map((row) => row.connection_id));
  const wanted = targets.map(({ accountId, gb }) => {
    const row = rows.get(accountId);
    return row ? quoteInput(row, gb, ctx.now()) : null;
  });
  const quotes = await quotesFor(db(), wanted);
  return targets.map(({ accountId, gb }, index): TopUpVerdict => {
    const row = rows.get(accountId);
    const offer = row && offers.get(row.connection_id);
    if (!row || !offer) return { problem: 'The account was not found.' };
    if ('problem' in offer) return offer;
    if (!quantityFromGb(gb, offer.asset)) {
      return { problem: 'This amount does not come out as whole units of the provider. Use a coarser one, e.g. 0.5.' };
    }
    const { payer_id: id, payer_name: name, available, currency } = row;
    const { approval_above_gb: approval, daily_cap_gb: capGb } = row;
    return {
      problem: null,
      quote: quotes[index] ?? null,
      payer:
        id === null || available === null || currency === null ? null : { id, name: name ?? '', available, currency },
      needsApproval: byAgent && approval !== null && gb > approval,
      daily: byAgent && capGb !== null ? { capGb, orderedGb } : null,
      similar: similar.get(accountId) ?? [],
    };
  });
}
