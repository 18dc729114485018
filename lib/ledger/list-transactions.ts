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

/** Transactions newest first with their postings; an agent sees its own wallet's only. Days are UTC. */
export async function listTransactions(ctx: Context, query: LedgerQuery): Promise<ListPage<LedgerTransactionDto>> {
  const scope = agentScope(ctx.actor);
  const before = decodeIdCursor(query.cursor);
  const where: Prisma.LedgerTransactionWhereInput = {
    ...(before === null ? {} : { id: { lt: before } }),
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
    orderBy: { id: 'desc' },
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
