import { type Context, requireRole } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { formatMoney, formatPrice } from '@/lib/core/money';
import { decodeIntCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db, Prisma, type Tx } from '@/lib/infra/db';
import { toMicro } from './read-book';
import type { CostBlockDto, CostBlockQuery } from './schemas';
import { gbOf, moneyOf, perGbOf } from './units';

type Row = {
  id: number;
  connection_id: number;
  connection_name: string;
  bought_at: Date;
  expires_at: Date | null;
  amount: bigint;
  remaining: bigint;
  before_amount: bigint;
  asset: string;
  paid_minor: bigint | null;
  currency: string | null;
  spent_micro: bigint;
  tracked: boolean;
  source: string;
  note: string | null;
  record_minor: bigint | null;
  list_per_gb: bigint | null;
  list_currency: string | null;
};

function stateOf(row: Row, now: Date): CostBlockDto['state'] {
  if (row.expires_at !== null && row.expires_at <= now) return 'expired';
  if (!row.tracked) return 'not_known';
  if (row.remaining === 0n) return 'used_up';
  return row.remaining === row.amount ? 'unused' : 'in_use';
}

function priceOfBlock(row: Row): Pick<CostBlockDto, 'paid' | 'costPerGb' | 'priceFrom'> {
  if (row.paid_minor === null || row.currency === null) {
    const list =
      row.list_per_gb === null || row.list_currency === null ? null : formatPrice(row.list_per_gb, row.list_currency);
    return { paid: null, costPerGb: list, priceFrom: list ? 'list' : 'unknown' };
  }
  const perGb = perGbOf(toMicro(row.paid_minor, row.currency), row.amount, row.asset);
  return {
    paid: formatMoney({ minor: row.paid_minor, currency: row.currency }),
    costPerGb: formatPrice(perGb, row.currency),
    priceFrom: row.record_minor === row.paid_minor ? 'record' : 'entered',
  };
}

function toDto(row: Row, now: Date): CostBlockDto {
  const state = stateOf(row, now);
  const lost = state === 'expired' && row.tracked && row.remaining > 0n;
  const rest =
    row.paid_minor === null || row.currency === null ? null : toMicro(row.paid_minor, row.currency) - row.spent_micro;
  return {
    id: String(row.id),
    connectionId: String(row.connection_id),
    connectionName: row.connection_name,
    boughtAt: row.bought_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    amountGb: gbOf(row.amount, row.asset),
    remainingGb: row.tracked ? gbOf(row.remaining, row.asset) : null,
    beforeGb: gbOf(row.before_amount, row.asset),
    ...priceOfBlock(row),
    source: row.source,
    state,
    breakage: lost
      ? {
          gb: gbOf(row.remaining, row.asset),
          cost: rest === null || row.currency === null ? null : moneyOf(rest, row.currency),
        }
      : null,
    note: row.note,
  };
}

function rowsOf(tx: Tx, where: Prisma.Sql, limit: number): Promise<Row[]> {
  return tx.$queryRaw<Row[]>(Prisma.sql`
    SELECT b.id, b.connection_id, k.name AS connection_name, b.bought_at, b.expires_at, b.amount, b.remaining, b.before_amount,
      b.asset, b.paid_minor, b.currency, b.spent_micro, b.tracked, b.source, b.note, r.money_minor AS record_minor,
      c.per_gb AS list_per_gb, c.currency AS list_currency
    FROM cost_block b JOIN connection k ON k.id = b.connection_id LEFT JOIN provider_record r ON r.id = b.record_id
    LEFT JOIN LATERAL (SELECT per_gb, currency FROM cost WHERE connection_id = b.connection_id AND valid_from <= b.bought_at
      ORDER BY valid_from DESC, id DESC LIMIT 1) c ON true
    WHERE ${where} ORDER BY b.bought_at DESC, b.id DESC LIMIT ${limit}`);
}

/** One block as it is shown. Throws `not_found`. */
export async function readBlock(tx: Tx, ctx: Context, id: number): Promise<CostBlockDto> {
  const [row] = await rowsOf(tx, Prisma.sql`b.id = ${id}`, 1);
  if (!row) throw notFound('The block');
  return toDto(row, ctx.now());
}

/** Blocks of bought traffic, the latest bought first. Admins and viewers only. */
export async function listCostBlocks(ctx: Context, query: CostBlockQuery): Promise<ListPage<CostBlockDto>> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const before = decodeIntCursor(query.cursor);
  const where = Prisma.sql`
    ${query.connectionId === undefined ? Prisma.sql`true` : Prisma.sql`b.connection_id = ${query.connectionId}`}
    AND ${before === null ? Prisma.sql`true` : Prisma.sql`(b.bought_at, b.id) < (SELECT bought_at, id FROM cost_block WHERE id = ${before})`}`;
  const rows = await rowsOf(db(), where, query.limit + 1);
  const page = toPage(rows, query.limit);
  return { data: page.data.map((row) => toDto(row, ctx.now())), nextCursor: page.nextCursor };
}
