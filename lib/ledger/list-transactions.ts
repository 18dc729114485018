import { agentScope, type Context } from '@/lib/core/actor';
import { TRAFFIC_ASSETS, type TrafficAsset } from '@/lib/core/assets';
import { addDays } from '@/lib/core/calendar-date';
import { formatDecimal } from '@/lib/core/decimal';
import { formatMoney } from '@/lib/core/money';
import { decodeIdCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db, type Prisma } from '@/lib/infra/db';
import type { LedgerQuery, LedgerTransactionDto } from './schemas';

/** An amount in its asset's unit as decimal text: money at its minor digits, traffic at its scale. */
export function assetText(asset: string, amount: bigint): string {
  const currency = /^([A-Z]{3})\/\d$/.exec(asset)?.[1];
  if (currency) return formatMoney({ minor: amount, currency }).amount;
  return formatDecimal(amount, asset in TRAFFIC_ASSETS ? TRAFFIC_ASSETS[asset as TrafficAsset].scale : 0);
}

/**
 * The order of the list and where it goes on. Within days it is by time, so that it begins where they do however much was
 * posted since; else by number, which is the same but for what was posted at one moment.
 */
async function placeOf({ cursor, from, to }: LedgerQuery) {
  const last = decodeIdCursor(cursor);
  const before: Prisma.LedgerTransactionWhereInput = last === null ? {} : { id: { lt: last } };
  if (from === undefined && to === undefined) return { before, orderBy: [{ id: 'desc' as const }] };
  const orderBy = [{ at: 'desc' as const }, { id: 'desc' as const }];
  const row =
    last === null ? null : await db().ledgerTransaction.findUnique({ where: { id: last }, select: { at: true } });
  if (!row) return { before, orderBy };
  const { at } = row; // its first part is for the index
  return { before: { AND: [{ at: { lte: at } }, { OR: [{ at: { lt: at } }, before] }] }, orderBy };
}

/** Transactions newest first with their postings; an agent sees its own wallet's only. Days are UTC. */
export async function listTransactions(ctx: Context, query: LedgerQuery): Promise<ListPage<LedgerTransactionDto>> {
  const scope = agentScope(ctx.actor);
  const { before, orderBy } = await placeOf(query);
  const where: Prisma.LedgerTransactionWhereInput = {
    AND: [before],
    at: {
      ...(query.from ? { gte: new Date(`${query.from}T00:00:00Z`) } : {}),
      ...(query.to ? { lt: new Date(`${addDays(query.to, 1)}T00:00:00Z`) } : {}),
    },
  };
  if (query.billingAccountId !== undefined) where.billingAccountId = query.billingAccountId;
  if (scope !== null) {
    const own = await db().agent.findUnique({ where: { id: scope }, select: { billingAccountId: true } });
    const id = own?.billingAccountId ?? 0;
    where.billingAccountId = query.billingAccountId === undefined || query.billingAccountId === id ? id : 0;
  }
  const rows = await db().ledgerTransaction.findMany({
    where,
    orderBy,
    take: query.limit + 1,
    include: { postings: { orderBy: { id: 'asc' } } },
  });
  const page = toPage(rows, query.limit);
  const names = await accountNames(page.data.flatMap((row) => row.postings.flatMap((p) => [p.source, p.destination])));
  return {
    nextCursor: page.nextCursor,
    data: page.data.map((row) => {
      const currency = row.postings.find((p) => /^[A-Z]{3}\//.test(p.asset))?.asset.slice(0, 3);
      const postings = scope === null ? row.postings : row.postings.filter((p) => /^[A-Z]{3}\//.test(p.asset));
      return {
        id: String(row.id),
        at: row.at.toISOString(),
        kind: row.kind,
        reference: row.reference,
        orderId: row.orderId === null ? null : String(row.orderId),
        billingAccountId: row.billingAccountId === null ? null : String(row.billingAccountId),
        note: row.note,
        postings: postings.map((p) => ({
          source: names.get(p.source) ?? '',
          destination: names.get(p.destination) ?? '',
          asset: p.asset,
          amount: assetText(p.asset, p.amount),
        })),
        balanceAfter:
          row.balanceAfter === null || !currency ? null : formatMoney({ minor: row.balanceAfter, currency }),
      };
    }),
  };
}

async function accountNames(ids: number[]): Promise<Map<number, string>> {
  const rows = await db().ledgerAccount.findMany({ where: { id: { in: [...new Set(ids)] } } });
  return new Map(rows.map((row) => [row.id, row.code]));
}
