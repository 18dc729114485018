import type { OrderStatus, OrderType } from '@/generated/prisma/client';
import { agentScope, type Context } from '@/lib/core/actor';
import { Prisma } from '@/lib/infra/db';
import { queryPrepared } from '@/lib/infra/prepared';

type FoundOrder = { id: string; type: OrderType; status: OrderStatus; customerName: string | null };

/** The order of a number at a glance, in one statement; null where there is none or it is another agent's. */
export async function findOrder(ctx: Context, input: { id: number }): Promise<FoundOrder | null> {
  const scope = agentScope(ctx.actor);
  const [order] = await queryPrepared<FoundOrder>(Prisma.sql`
    SELECT o.id::text AS id, o.type::text AS type, o.status::text AS status, c.name AS "customerName"
    FROM "order" o LEFT JOIN customer c ON c.id = o.customer_id
    WHERE o.id = ${input.id} ${scope === null ? Prisma.empty : Prisma.sql`AND o.agent_id = ${scope}`}`);
  return order ?? null;
}
