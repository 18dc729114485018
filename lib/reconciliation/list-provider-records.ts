import { z } from 'zod';
import type { Prisma } from '@/generated/prisma/client';
import { type Context, requireRole } from '@/lib/core/actor';
import { formatUnits, TRAFFIC_ASSETS, type TrafficAsset, toBytes } from '@/lib/core/assets';
import { addDays } from '@/lib/core/calendar-date';
import { AppError, notFound } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { decodeCursor, encodeCursor, type ListPage } from '@/lib/core/paging';
import { byteNumber } from '@/lib/core/wire';
import { db, fromDbDay, toDbDay } from '@/lib/infra/db';
import { type ProviderRecordDto, type ProviderRecordQuery, recordKindSchema } from './schemas';

type Row = Prisma.ProviderRecordGetPayload<object>;

const cursorSchema = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,18}$/)]);

function parseCursor(cursor: string): { at: Date; id: bigint } {
  const parsed = cursorSchema.safeParse(decodeCursor(cursor).split('|'));
  if (parsed.success) return { at: new Date(parsed.data[0]), id: BigInt(parsed.data[1]) };
  const message = 'The cursor is broken. Start again without one.';
  throw new AppError('invalid_input', message, { fields: [{ path: 'cursor', message }] });
}

/** The amount of a record as a quantity; null where it is not about traffic. */
export function recordQuantity(row: { amount: bigint | null; asset: string | null }) {
  if (row.amount === null || row.asset === null || !(row.asset in TRAFFIC_ASSETS)) return null;
  // The name was checked on the line above.
  return { asset: row.asset as TrafficAsset, amount: row.amount };
}

function toDto(row: Row): ProviderRecordDto {
  const quantity = recordQuantity(row);
  return {
    id: String(row.id),
    connectionId: String(row.connectionId),
    kind: recordKindSchema.parse(row.kind),
    at: row.at.toISOString(),
    day: fromDbDay(row.day),
    externalOrderId: row.externalOrderId,
    externalAccountId: row.externalAccountId,
    externalAccountName: row.externalAccountName,
    units: quantity ? `${formatUnits(quantity)} ${TRAFFIC_ASSETS[quantity.asset].unit}` : null,
    bytes: quantity ? byteNumber(toBytes(quantity)) : null,
    money:
      row.moneyMinor === null || row.currency === null
        ? null
        : formatMoney({ minor: row.moneyMinor, currency: row.currency }),
    operator: row.operator,
    reference: row.reference,
    description: row.description,
    orderId: row.orderId === null ? null : String(row.orderId),
    firstSeenAt: row.firstSeenAt.toISOString(),
    raw: z.record(z.string(), z.unknown()).parse(row.raw),
  };
}

/** The instants that provider days may lie in, whatever the provider's zone. */
function instantsOf({ from, to }: ProviderRecordQuery): Prisma.DateTimeFilter {
  const midnight = (day: string) => new Date(`${day}T00:00:00Z`);
  return { ...(from ? { gte: midnight(addDays(from, -1)) } : {}), ...(to ? { lt: midnight(addDays(to, 2)) } : {}) };
}

/** What comes after a cursor: by time, those of one time by number. The first part is for the index. */
function afterCursor({ cursor, sort }: ProviderRecordQuery): Prisma.ProviderRecordWhereInput {
  if (cursor === undefined) return {};
  const { at, id } = parseCursor(cursor);
  return sort === 'old'
    ? { AND: [{ at: { gte: at } }, { OR: [{ at: { gt: at } }, { id: { gt: id } }] }] }
    : { AND: [{ at: { lte: at } }, { OR: [{ at: { lt: at } }, { id: { lt: id } }] }] };
}

/**
 * The providers' own records as mirrored, newest first or oldest first by their own time; `from` and `to` are provider days.
 * Not for agents.
 */
export async function listProviderRecords(
  ctx: Context,
  query: ProviderRecordQuery,
): Promise<ListPage<ProviderRecordDto>> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const way = query.sort === 'old' ? 'asc' : 'desc';
  const rows = await db().providerRecord.findMany({
    where: {
      ...(query.connectionId === undefined ? {} : { connectionId: query.connectionId }),
      ...(query.kind === undefined ? {} : { kind: query.kind }),
      day: { ...(query.from ? { gte: toDbDay(query.from) } : {}), ...(query.to ? { lte: toDbDay(query.to) } : {}) },
      AND: [{ at: instantsOf(query) }, afterCursor(query)],
    },
    orderBy: [{ at: way }, { id: way }],
    take: query.limit + 1,
  });
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const more = rows.length > query.limit && last;
  return {
    data: data.map(toDto),
    nextCursor: more ? encodeCursor(`${last.at.toISOString()}|${last.id}`) : null,
  };
}

/** One record. Throws `not_found`. Not for agents. */
export async function getProviderRecord(ctx: Context, input: { id: bigint }): Promise<ProviderRecordDto> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const row = await db().providerRecord.findUnique({ where: { id: input.id } });
  if (!row) throw notFound('The record');
  return toDto(row);
}
