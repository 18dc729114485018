import { agentScope, type Context } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { formatMoney, formatPrice } from '@/lib/core/money';
import { decodeIntCursor, type ListPage, toPage } from '@/lib/core/paging';
import { gbText } from '@/lib/core/wire';
import { db, type Prisma } from '@/lib/infra/db';
import type { AgentDto, AgentQuery } from './schemas';

async function readAgents(
  now: Date,
  where: Prisma.AgentWhereInput,
  take: number,
): Promise<{ id: number; dto: AgentDto }[]> {
  const rows = await db().agent.findMany({ where, orderBy: { id: 'desc' }, take, include: { billingAccount: true } });
  const prices = await currentPrices(
    now,
    rows.map((row) => row.id),
  );
  return rows.map((row) => {
    const price = prices.get(row.id);
    return {
      id: row.id,
      dto: {
        id: String(row.id),
        name: row.name,
        email: row.email,
        currency: row.currency,
        billingAccountId: String(row.billingAccountId),
        creditLimit: formatMoney({ minor: row.billingAccount.creditLimit, currency: row.currency }),
        pricePerGb: price === undefined ? null : formatPrice(price, row.currency),
        approvalAboveGb: row.approvalAboveGb === null ? null : gbText(row.approvalAboveGb),
        dailyCapGb: row.dailyCapGb === null ? null : gbText(row.dailyCapGb),
      },
    };
  });
}

/** The agents' own prices in force (not those of a connection or customer), at PRICE_SCALE. */
async function currentPrices(now: Date, agentIds: number[]): Promise<Map<number, bigint>> {
  const rows = await db().price.findMany({
    where: {
      agentId: { in: agentIds },
      customerId: null,
      connectionId: null,
      validFrom: { lte: now },
      OR: [{ validTo: null }, { validTo: { gt: now } }],
    },
    orderBy: [{ validFrom: 'asc' }, { id: 'asc' }],
    select: { agentId: true, perGb: true },
  });
  return new Map(rows.flatMap((row) => (row.agentId === null ? [] : [[row.agentId, row.perGb]])));
}

/** Agents newest first; an agent sees itself only. */
export async function listAgents(ctx: Context, query: AgentQuery): Promise<ListPage<AgentDto>> {
  const scope = agentScope(ctx.actor);
  const before = decodeIntCursor(query.cursor);
  const rows = await readAgents(
    ctx.now(),
    {
      archivedAt: null,
      AND: [scope === null ? {} : { id: scope }, before === null ? {} : { id: { lt: before } }],
      ...(query.q
        ? {
            OR: [
              { name: { contains: query.q, mode: 'insensitive' } },
              { email: { contains: query.q, mode: 'insensitive' } },
            ],
          }
        : {}),
    },
    query.limit + 1,
  );
  const page = toPage(rows, query.limit);
  return { data: page.data.map(({ dto }) => dto), nextCursor: page.nextCursor };
}

/** One agent. Throws `not_found`, also for another agent. */
export async function getAgent(ctx: Context, input: { id: number }): Promise<AgentDto> {
  const scope = agentScope(ctx.actor);
  const [row] =
    scope !== null && scope !== input.id ? [] : await readAgents(ctx.now(), { id: input.id, archivedAt: null }, 1);
  if (!row) throw notFound('The agent');
  return row.dto;
}
