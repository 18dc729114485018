import { recordAudit } from '@/lib/audit';
import { actorKey, agentScope, type Context, requireRole } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { decodeIntCursor, type ListPage, toPage } from '@/lib/core/paging';
import { beginPeriod, endPeriod, type PeriodEnd, periodState } from '@/lib/core/periods';
import { db, inTransaction, Prisma, type Tx } from '@/lib/infra/db';
import { endOf, startOf } from './change-prices';
import { inState } from './price-rows';
import type { EndInput, IpPriceDto, IpPriceInput, IpPriceQuery } from './price-schemas';

const PRICE_LOCK = 7_236_483;
const IP_PRICES = 2;

type IpPriceRow = Prisma.IpPriceGetPayload<object>;

async function toDtos(ctx: Context, rows: readonly IpPriceRow[], tx: Tx = db()): Promise<IpPriceDto[]> {
  const ids = [...new Set(rows.flatMap(({ agentId }) => (agentId === null ? [] : [agentId])))];
  const agents = await tx.agent.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(agents.map(({ id, name }) => [id, name]));
  return rows.map(({ agentId, product, duration, ...row }) => ({
    id: String(row.id),
    agent: agentId === null ? null : { id: String(agentId), name: names.get(agentId) ?? '' },
    product: product === 'isp' || product === 'static' ? product : null,
    region: row.region,
    duration: duration === 'week' || duration === 'month' || duration === 'quarter' ? duration : null,
    perIp: formatMoney({ minor: row.perIp, currency: row.currency }),
    state: periodState(row, ctx.now()),
    validFrom: row.validFrom.toISOString(),
    validTo: row.validTo?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
}

async function shown(tx: Tx, ctx: Context, id: number): Promise<IpPriceDto> {
  const [dto] = await toDtos(ctx, [await tx.ipPrice.findUniqueOrThrow({ where: { id } })], tx);
  if (!dto) throw notFound('The price');
  return dto;
}

type Scope = Pick<IpPriceRow, 'agentId' | 'product' | 'region' | 'duration' | 'currency'>;

/** The periods of one scope, behind a lock: prices are changed one after the other. */
async function lockedPeriods(tx: Tx, { agentId, product, region, duration, currency }: Scope) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${PRICE_LOCK}::int, ${IP_PRICES}::int)`;
  const sameRegion = region === null ? null : { equals: region, mode: 'insensitive' as const };
  return tx.ipPrice.findMany({
    where: { agentId, product, region: sameRegion, duration, currency },
    select: { id: true, validFrom: true, validTo: true },
  });
}

async function applyEnds(tx: Tx, ends: readonly PeriodEnd[]): Promise<void> {
  for (const { id, validTo } of ends)
    await tx.ipPrice.update({ where: { id }, data: { validTo }, select: { id: true } });
}

async function assertAgent(tx: Tx, agentId: number, currency: string): Promise<void> {
  const agent = await tx.agent.findFirst({ where: { id: agentId, archivedAt: null }, select: { currency: true } });
  const refuse = (path: string, message: string) =>
    new AppError('invalid_input', message, { fields: [{ path, message }] });
  if (!agent) throw refuse('agentId', 'There is no such agent.');
  if (agent.currency !== currency) throw refuse('perIp.currency', `This agent's wallet is in ${agent.currency}.`);
}

/** Adds a price for an IP from now or a later instant on; one of the same scope in force then ends there. */
export async function addIpPrice(ctx: Context, input: IpPriceInput): Promise<IpPriceDto> {
  requireRole(ctx.actor, 'admin');
  const from = startOf(ctx, input.validFrom);
  return inTransaction(async (tx) => {
    const { minor: perIp, currency } = input.perIp;
    if (input.agentId != null) await assertAgent(tx, input.agentId, currency);
    const scope: Scope = {
      agentId: input.agentId ?? null,
      product: input.product ?? null,
      region: input.region ? input.region : null,
      duration: input.duration ?? null,
      currency,
    };
    const { ends, validTo } = beginPeriod(await lockedPeriods(tx, scope), from);
    await applyEnds(tx, ends);
    const { id } = await tx.ipPrice.create({
      data: { ...scope, perIp, validFrom: from, validTo, createdBy: actorKey(ctx.actor), createdAt: ctx.now() },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: 'ip_price.added',
      entity: 'ip_price',
      entityId: id,
      agentId: scope.agentId,
      after: { ...scope, perIp, validFrom: from },
    });
    return shown(tx, ctx, id);
  });
}

/** Ends a price now or later; one that has not begun is withdrawn, and the one before goes on. Throws `invalid_state`. */
export async function endIpPrice(ctx: Context, input: { id: number } & EndInput): Promise<IpPriceDto> {
  requireRole(ctx.actor, 'admin');
  const at = endOf(ctx, input.at);
  return inTransaction(async (tx) => {
    const row = await tx.ipPrice.findUnique({ where: { id: input.id } });
    if (!row) throw notFound('The price');
    const ends = endPeriod(await lockedPeriods(tx, row), row.id, at);
    if (ends === null) throw new AppError('invalid_state', 'This price has ended by then.');
    await applyEnds(tx, ends);
    await recordAudit(tx, ctx, {
      action: 'ip_price.ended',
      entity: 'ip_price',
      entityId: row.id,
      agentId: row.agentId,
      before: { validTo: row.validTo },
      after: { validTo: at },
    });
    return shown(tx, ctx, row.id);
  });
}

/** Prices of IPs newest first; an agent sees its own and those for all. */
export async function listIpPrices(ctx: Context, query: IpPriceQuery): Promise<ListPage<IpPriceDto>> {
  const scope = agentScope(ctx.actor);
  const before = decodeIntCursor(query.cursor);
  const where = [
    scope === null ? Prisma.sql`true` : Prisma.sql`(agent_id IS NULL OR agent_id = ${scope})`,
    ...(query.agentId === undefined ? [] : [Prisma.sql`agent_id = ${query.agentId}`]),
    ...(query.state === undefined ? [] : [inState(query.state, ctx.now())]),
    ...(before === null ? [] : [Prisma.sql`id < ${before}`]),
  ];
  const ids = await db().$queryRaw<{ id: number }[]>(Prisma.sql`
    SELECT id FROM ip_price WHERE ${Prisma.join(where, ' AND ')} ORDER BY id DESC LIMIT ${query.limit + 1}`);
  const rows = await db().ipPrice.findMany({ where: { id: { in: ids.map(({ id }) => id) } }, orderBy: { id: 'desc' } });
  const page = toPage(rows, query.limit);
  return { data: await toDtos(ctx, page.data), nextCursor: page.nextCursor };
}
