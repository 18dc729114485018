import { type Context, requireRole } from '@/lib/core/actor';
import { formatUnits, TRAFFIC_ASSETS } from '@/lib/core/assets';
import { decodeIntCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db, fromDbDay, type Prisma } from '@/lib/infra/db';
import { figureCause } from './figure-schemas';
import { figuresOf } from './figures-dto';
import { recordQuantity } from './list-provider-records';
import type { DiscrepancyDto, DiscrepancyQuery, KeptKind } from './schemas';

type Row = Prisma.DiscrepancyGetPayload<object>;
type AccountOf = DiscrepancyDto['account'];

function toDto(row: Row, account: AccountOf): DiscrepancyDto {
  const quantity = recordQuantity(row);
  const cause = figureCause.safeParse(row.guess);
  return {
    id: String(row.id),
    connectionId: String(row.connectionId),
    kind: row.kind,
    since: row.since && fromDbDay(row.since),
    day: fromDbDay(row.day),
    orderId: row.orderId === null ? null : String(row.orderId),
    recordId: row.recordId === null ? null : String(row.recordId),
    account,
    figures: figuresOf(row.sides, quantity),
    units: quantity ? `${formatUnits(quantity)} ${TRAFFIC_ASSETS[quantity.asset].unit}` : null,
    detail: row.detail,
    guess: row.guess ?? '',
    cause: row.sides !== null && cause.success ? cause.data : null,
    foundAt: row.foundAt.toISOString(),
    adoptable: row.kind === 'only_provider' && row.accountId !== null && quantity !== null && quantity.amount !== 0n,
  };
}

async function accountsOf(rows: readonly Row[]): Promise<Map<number, NonNullable<AccountOf>>> {
  const ids = rows.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
  const accounts = await db().upstreamAccount.findMany({
    where: { id: { in: ids } },
    select: { id: true, label: true, externalName: true, externalId: true, customerId: true },
  });
  return new Map(
    accounts.map(({ id, label, externalName, externalId, customerId }) => [
      id,
      {
        id: String(id),
        name: label ?? externalName ?? externalId,
        customerId: customerId === null ? null : String(customerId),
      },
    ]),
  );
}

/** Open differences, those found first first. Not for agents. */
export async function listDiscrepancies(ctx: Context, query: DiscrepancyQuery): Promise<ListPage<DiscrepancyDto>> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const after = decodeIntCursor(query.cursor);
  const rows = await db().discrepancy.findMany({
    where: {
      resolvedAt: null,
      ...(query.kind === undefined ? {} : { kind: query.kind }),
      ...(query.connectionId === undefined ? {} : { connectionId: query.connectionId }),
      ...(after === null ? {} : { id: { gt: after } }),
    },
    orderBy: { id: 'asc' },
    take: query.limit + 1,
  });
  const page = toPage(rows, query.limit);
  const accounts = await accountsOf(page.data);
  const data = page.data.map((row) =>
    toDto(row, row.accountId === null ? null : (accounts.get(row.accountId) ?? null)),
  );
  return { data, nextCursor: page.nextCursor };
}

/** How many differences are open, of each kind, and where and since when the oldest is; of one connection or of all. Not for agents. */
export async function countDiscrepancies(
  ctx: Context,
  query: { connectionId?: number } = {},
): Promise<{
  open: number;
  byKind: Partial<Record<KeptKind, number>>;
  oldest: { connectionId: string; foundAt: string } | null;
}> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const where = { resolvedAt: null, ...query };
  const [kinds, oldest] = await Promise.all([
    db().discrepancy.groupBy({ by: ['kind'], where, _count: true }),
    db().discrepancy.findFirst({ where, orderBy: { id: 'asc' }, select: { connectionId: true, foundAt: true } }),
  ]);
  return {
    open: kinds.reduce((sum, { _count }) => sum + _count, 0),
    byKind: Object.fromEntries(kinds.map(({ kind, _count }) => [kind, _count])),
    oldest: oldest && { connectionId: String(oldest.connectionId), foundAt: oldest.foundAt.toISOString() },
  };
}
