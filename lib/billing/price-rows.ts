import { z } from 'zod';
import { agentScope, type Context } from '@/lib/core/actor';
import { formatPrice } from '@/lib/core/money';
import { periodState } from '@/lib/core/periods';
import { gbText } from '@/lib/core/wire';
import { db, Prisma, type Tx } from '@/lib/infra/db';
import type { PeriodState, PriceRowDto } from './price-schemas';

/** As they are kept: GB and price at 6 decimals, as text. */
const stepsValue = z.array(z.object({ fromGb: z.coerce.bigint(), perGb: z.coerce.bigint() }));

export type PriceRecord = {
  id: number;
  customerId: number | null;
  agentId: number | null;
  connectionId: number | null;
  perGb: bigint;
  currency: string;
  steps: unknown;
  stepsBy: string;
  validFrom: Date;
  validTo: Date | null;
  createdAt: Date;
};

/** The price of the last step that a volume (GB at 6 decimals) reaches; the base price below the first. */
export function stepPrice(row: { perGb: bigint; steps: unknown }, volume: bigint): bigint {
  let perGb = row.perGb;
  for (const step of row.steps === null ? [] : stepsValue.parse(row.steps))
    if (volume >= step.fromGb) perGb = step.perGb;
  return perGb;
}

/** Rows that are in some state at an instant; a withdrawn one was never in force. */
export function inState(state: PeriodState, at: Date): Prisma.Sql {
  switch (state) {
    case 'withdrawn':
      return Prisma.sql`(valid_to IS NOT NULL AND valid_to <= valid_from)`;
    case 'future':
      return Prisma.sql`((valid_to IS NULL OR valid_to > valid_from) AND valid_from > ${at})`;
    case 'current':
      return Prisma.sql`(valid_from <= ${at} AND (valid_to IS NULL OR valid_to > ${at}))`;
    case 'past':
      return Prisma.sql`(valid_to > valid_from AND valid_to <= ${at})`;
  }
}

/** The prices that the actor may see: an agent those that its own orders may be charged by. */
export function ownPrices(ctx: Context): Prisma.Sql {
  const scope = agentScope(ctx.actor);
  return scope === null
    ? Prisma.sql`true`
    : Prisma.sql`(agent_id = ${scope} OR (agent_id IS NULL AND customer_id IS NULL)
        OR customer_id IN (SELECT id FROM customer WHERE agent_id = ${scope}))`;
}

/** Names of what rows are about. */
async function namesOf(tx: Tx, rows: readonly PriceRecord[]) {
  const ids = (part: 'customerId' | 'agentId' | 'connectionId') => [
    ...new Set(rows.flatMap((row) => (row[part] === null ? [] : [row[part]]))),
  ];
  const select = { id: true, name: true } as const;
  const [customers, agents, connections] = await Promise.all([
    tx.customer.findMany({ where: { id: { in: ids('customerId') } }, select }),
    tx.agent.findMany({ where: { id: { in: ids('agentId') } }, select }),
    tx.connection.findMany({ where: { id: { in: ids('connectionId') } }, select }),
  ]);
  const byId = (all: { id: number; name: string }[]) => new Map(all.map(({ id, name }) => [id, name]));
  return { customers: byId(customers), agents: byId(agents), connections: byId(connections) };
}

function named(names: Map<number, string>, id: number | null) {
  return id === null ? null : { id: String(id), name: names.get(id) ?? '' };
}

/** Prices as callers see them. */
export async function toPriceRowDtos(
  ctx: Context,
  rows: readonly PriceRecord[],
  tx: Tx = db(),
): Promise<PriceRowDto[]> {
  const names = await namesOf(tx, rows);
  return rows.map((row) => ({
    id: String(row.id),
    customer: named(names.customers, row.customerId),
    agent: named(names.agents, row.agentId),
    connection: named(names.connections, row.connectionId),
    perGb: formatPrice(row.perGb, row.currency),
    steps: (row.steps === null ? [] : stepsValue.parse(row.steps)).map((step) => ({
      fromGb: gbText(step.fromGb),
      perGb: formatPrice(step.perGb, row.currency),
    })),
    stepsBy: row.stepsBy === 'month' ? 'month' : 'order',
    state: periodState(row, ctx.now()),
    validFrom: row.validFrom.toISOString(),
    validTo: row.validTo?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
}

/** Columns of a price under the names of a `PriceRecord`. */
export const PRICE_COLUMNS = Prisma.sql`id, customer_id AS "customerId", agent_id AS "agentId", connection_id AS "connectionId",
  per_gb AS "perGb", currency, steps, steps_by AS "stepsBy", valid_from AS "validFrom", valid_to AS "validTo", created_at AS "createdAt"`;
