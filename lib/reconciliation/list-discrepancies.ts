import { type Context, requireRole } from '@/lib/core/actor';
import { formatUnits, TRAFFIC_ASSETS } from '@/lib/core/assets';
import { decodeIdCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db, fromDbDay, type Prisma } from '@/lib/infra/db';
import { recordQuantity } from './list-provider-records';
import type { DifferenceKind, DiscrepancyDto, DiscrepancyQuery } from './schemas';

const KINDS: DifferenceKind[] = ['only_ours', 'only_provider', 'amount_mismatch'];

type Row = Prisma.DiscrepancyGetPayload<object>;

function toDto(row: Row): DiscrepancyDto[] {
  const kind = KINDS.find((name) => name === row.kind);
  if (!kind) return [];
  const quantity = recordQuantity(row);
  return [
    {
      id: String(row.id),
      connectionId: String(row.connectionId),
      kind,
      day: fromDbDay(row.day),
      orderId: row.orderId === null ? null : String(row.orderId),
      recordId: row.recordId === null ? null : String(row.recordId),
      units: quantity ? `${formatUnits(quantity)} ${TRAFFIC_ASSETS[quantity.asset].unit}` : null,
      detail: row.detail,
      guess: row.guess ?? '',
      foundAt: row.foundAt.toISOString(),
      adoptable: kind === 'only_provider' && row.accountId !== null && quantity !== null && quantity.amount !== 0n,
    },
  ];
}

/** Open differences, those found first first. Not for agents. */
export async function listDiscrepancies(ctx: Context, query: DiscrepancyQuery): Promise<ListPage<DiscrepancyDto>> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const after = decodeIdCursor(query.cursor);
  const rows = await db().discrepancy.findMany({
    where: {
      resolvedAt: null,
      kind: { in: KINDS },
      ...(query.connectionId === undefined ? {} : { connectionId: query.connectionId }),
      ...(after === null ? {} : { id: { gt: Number(after) } }),
    },
    orderBy: { id: 'asc' },
    take: query.limit + 1,
  });
  const page = toPage(rows, query.limit);
  return { data: page.data.flatMap(toDto), nextCursor: page.nextCursor };
}

/** How many differences are open, and where and since when the oldest is; of one connection or of all. Not for agents. */
export async function countDiscrepancies(
  ctx: Context,
  query: { connectionId?: number } = {},
): Promise<{ open: number; oldest: { connectionId: string; foundAt: string } | null }> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const where = { resolvedAt: null, ...query };
  const [open, oldest] = await Promise.all([
    db().discrepancy.count({ where }),
    db().discrepancy.findFirst({ where, orderBy: { id: 'asc' }, select: { connectionId: true, foundAt: true } }),
  ]);
  return {
    open,
    oldest: oldest && { connectionId: String(oldest.connectionId), foundAt: oldest.foundAt.toISOString() },
  };
}
