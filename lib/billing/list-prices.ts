import type { Context } from '@/lib/core/actor';
import { decodeIntCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db, Prisma } from '@/lib/infra/db';
import { inState, ownPrices, PRICE_COLUMNS, type PriceRecord, toPriceRowDtos } from './price-rows';
import type { PriceQuery, PriceRowDto } from './price-schemas';

/**
 * Prices per GB newest first: of a customer its own, its agent's and those of everybody; of an agent its own and those of
 * its customers. An agent sees what its own orders may be charged by.
 */
export async function listPrices(ctx: Context, query: PriceQuery): Promise<ListPage<PriceRowDto>> {
  const before = decodeIntCursor(query.cursor);
  const where = [
    ownPrices(ctx),
    ...(query.customerId === undefined
      ? []
      : [
          Prisma.sql`(customer_id = ${query.customerId} OR (customer_id IS NULL AND (agent_id IS NULL
            OR agent_id = (SELECT agent_id FROM customer WHERE id = ${query.customerId})))
            AND EXISTS (SELECT 1 FROM customer WHERE id = ${query.customerId}))`,
        ]),
    ...(query.agentId === undefined
      ? []
      : [
          Prisma.sql`(agent_id = ${query.agentId}
            OR customer_id IN (SELECT id FROM customer WHERE agent_id = ${query.agentId}))`,
        ]),
    ...(query.state === undefined ? [] : [inState(query.state, ctx.now())]),
    ...(before === null ? [] : [Prisma.sql`id < ${before}`]),
  ];
  const rows = await db().$queryRaw<PriceRecord[]>(Prisma.sql`
    SELECT ${PRICE_COLUMNS} FROM price WHERE ${Prisma.join(where, ' AND ')} ORDER BY id DESC LIMIT ${query.limit + 1}`);
  const page = toPage(rows, query.limit);
  return { data: await toPriceRowDtos(ctx, page.data), nextCursor: page.nextCursor };
}
