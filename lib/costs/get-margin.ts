import { type Context, requireRole } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { decodeIdCursor, encodeCursor } from '@/lib/core/paging';
import { db, Prisma } from '@/lib/infra/db';
import { ratesOf, toRateDto } from './exchange-rates';
import { type MarginLine, type Rate, type SumRow, sortValue, toLines, toRowDto } from './margin-rows';
import { addMonths, closesAt, firstOpenMonth, startOfMonth } from './months';
import { rankCustomers } from './rank-customers';
import { toMicro } from './read-book';
import type { MarginDto, MarginGroup, MarginQuery, MarginRowDto } from './schemas';
import { gbOf, moneyOf } from './units';

/** Months of a margin by month, up to the one that was asked for. */
const MONTHS_SHOWN = 24;

/** The sums of a month (or of months) by the columns of one of the two roll-ups. Never reads an order. */
function sumsBy(key: Prisma.Sql, table: Prisma.Sql, where: Prisma.Sql): Promise<SumRow[]> {
  return db().$queryRaw<SumRow[]>(Prisma.sql`
    SELECT ${key} AS key, sale_currency, basis, cost_currency, sum(revenue_micro)::bigint AS revenue,
      sum(cost_micro)::bigint AS cost, sum(gb)::bigint AS gb, sum(orders)::int AS orders
    FROM ${table} WHERE ${where} GROUP BY 1, 2, 3, 4`);
}

const BY_AGENT = Prisma.sql`margin_by_agent`;

async function namesOf(groupBy: MarginGroup, keys: readonly string[]): Promise<Map<string, string>> {
  const ids = keys.map(Number);
  const where = { id: { in: ids } };
  const select = { id: true, name: true };
  const rows =
    groupBy === 'customer'
      ? await db().customer.findMany({ where, select })
      : groupBy === 'agent'
        ? await db().agent.findMany({ where, select })
        : await db().connection.findMany({ where, select });
  return new Map(rows.map((row) => [String(row.id), row.name]));
}

const NOBODY = { customer: 'No customer', agent: 'House', connection: 'No connection', month: '' };

function byValue(query: MarginQuery, nameOf: (line: MarginLine) => string) {
  const sign = query.direction === 'asc' ? 1 : -1;
  return (a: MarginLine, b: MarginLine): number => {
    // Amounts of different currencies cannot be compared; what was not charged comes last.
    if (a.currency !== b.currency) return (a.currency || '~').localeCompare(b.currency || '~');
    const names = nameOf(a).localeCompare(nameOf(b), 'en', { numeric: true });
    if (query.sort === 'label') return sign * names;
    const [x, y] = [sortValue(a, query.sort), sortValue(b, query.sort)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || names;
    return x === y ? names : sign * (x < y ? -1 : 1);
  };
}

/** What expired unsold in a month, by connection. */
async function breakageOf(month: string, now: Date): Promise<MarginDto['breakage']> {
  const end = startOfMonth(addMonths(month, 1));
  const blocks = await db().costBlock.findMany({
    where: { tracked: true, remaining: { gt: 0n }, expiresAt: { gte: startOfMonth(month), lt: end, lte: now } },
    orderBy: { connectionId: 'asc' },
    take: 500,
  });
  const names = await namesOf('connection', [...new Set(blocks.map((block) => String(block.connectionId)))]);
  return blocks.map((block) => {
    const { paidMinor, currency } = block;
    const rest = paidMinor === null || currency === null ? null : toMicro(paidMinor, currency) - block.spentMicro;
    return {
      connectionId: String(block.connectionId),
      connectionName: names.get(String(block.connectionId)) ?? '',
      gb: gbOf(block.remaining, block.asset),
      cost: rest === null || currency === null ? null : moneyOf(rest, currency),
    };
  });
}

/** How far sales are costed at the connection that is furthest behind. */
async function costedTo(): Promise<string | null> {
  const [row] = await db().$queryRaw<{ at: Date | null; waits: boolean }[]>`
    SELECT min(least(s.costed_to, s.recost_from)) AS at, bool_or(s.costed_to IS NULL) AS waits
    FROM connection k LEFT JOIN cost_state s ON s.connection_id = k.id`;
  return row?.waits ? null : (row?.at?.toISOString() ?? null);
}

type Rates = Awaited<ReturnType<typeof ratesOf>>;
type Part = { shown: MarginLine[]; more: boolean; totals: MarginRowDto[] };

/** Of many customers only those of the page are brought together. */
async function readCustomers(query: MarginQuery, offset: number, rates: Rates): Promise<Part> {
  const one = Prisma.sql`month = ${query.month}`;
  const places = await rankCustomers(query, offset, rates);
  const page = places.slice(0, query.limit);
  const ids = [...new Set(page.map((place) => place.customer_id))];
  const [sums, whole] = await Promise.all([
    sumsBy(
      Prisma.sql`nullif(customer_id, 0)::text`,
      Prisma.sql`margin_by_customer`,
      Prisma.sql`${one} AND customer_id = ANY(${ids})`,
    ),
    sumsBy(Prisma.sql`NULL::text`, BY_AGENT, one),
  ]);
  const idOf = (key: string | null, currency: string) => `${key ?? 0}|${currency}`;
  const lines = new Map(toLines(sums, () => rates).map((line) => [idOf(line.key, line.currency), line]));
  return {
    shown: page.flatMap((place) => lines.get(idOf(String(place.customer_id), place.sale_currency)) ?? []),
    more: places.length > query.limit,
    totals: totalsOf(toLines(whole, () => rates)),
  };
}

async function readSums(query: MarginQuery, rates: Rates): Promise<MarginLine[]> {
  const one = Prisma.sql`month = ${query.month}`;
  if (query.groupBy === 'agent') {
    return toLines(await sumsBy(Prisma.sql`nullif(agent_id, 0)::text`, BY_AGENT, one), () => rates);
  }
  if (query.groupBy === 'connection') {
    return toLines(await sumsBy(Prisma.sql`connection_id::text`, BY_AGENT, one), () => rates);
  }
  const from = addMonths(query.month, 1 - MONTHS_SHOWN);
  const sums = await sumsBy(Prisma.sql`month`, BY_AGENT, Prisma.sql`month BETWEEN ${from} AND ${query.month}`);
  const byMonth = new Map<string, Rate[]>();
  for (const key of new Set(sums.flatMap((sum) => sum.key ?? []))) byMonth.set(key, await ratesOf(key));
  return toLines(sums, (key) => byMonth.get(key ?? '') ?? []);
}

/** All agents, connections or months: there are few. */
async function readFew(query: MarginQuery, offset: number, rates: Rates): Promise<Part> {
  const lines = await readSums(query, rates);
  const keys = [...new Set(lines.flatMap(({ key }) => key ?? []))];
  const names =
    query.sort === 'label' && query.groupBy !== 'month'
      ? await namesOf(query.groupBy, keys)
      : new Map<string, string>();
  const ordered = lines.sort(byValue(query, ({ key }) => names.get(key ?? '') ?? key ?? ''));
  return {
    shown: ordered.slice(offset, offset + query.limit),
    more: ordered.length > offset + query.limit,
    totals: totalsOf(lines),
  };
}

/** The sums of all groups, by currency charged. Null as a part's cost is the whole's. */
function totalsOf(lines: readonly MarginLine[]): MarginRowDto[] {
  const totals = new Map<string, MarginLine>();
  for (const line of lines) {
    const total = totals.get(line.currency) ?? {
      ...{ key: null, currency: line.currency, orders: 0, gb: 0n, revenue: 0n, cost: 0n },
      costs: new Map(),
      unknown: { gb: 0n, orders: 0, any: false },
    };
    totals.set(line.currency, total);
    total.orders += line.orders;
    total.gb += line.gb;
    total.revenue += line.revenue;
    total.cost = total.cost === null || line.cost === null ? null : total.cost + line.cost;
    total.unknown.gb += line.unknown.gb;
    total.unknown.orders += line.unknown.orders;
    total.unknown.any ||= line.unknown.any;
    for (const [place, cost] of line.costs) {
      total.costs.set(place, { ...cost, micro: cost.micro + (total.costs.get(place)?.micro ?? 0n) });
    }
  }
  return [...totals.values()]
    .sort((a, b) => (a.currency || '~').localeCompare(b.currency || '~'))
    .map((line) => toRowDto(line, 'All'));
}

/**
 * Revenue, cost and margin of a month of UTC by customer, agent or connection, or of the months up to it. From roll-ups
 * alone. Admins and viewers only.
 */
export async function getMargin(ctx: Context, query: MarginQuery): Promise<MarginDto> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const offset = Number(decodeIdCursor(query.cursor) ?? 0n);
  if (!Number.isSafeInteger(offset))
    throw new AppError('invalid_input', 'The cursor is broken. Start again without one.');
  const { groupBy, month } = query;
  const rates = await ratesOf(month);
  const { shown, more, totals } = await (groupBy === 'customer' ? readCustomers : readFew)(query, offset, rates);
  const keys = [...new Set(shown.flatMap(({ key }) => key ?? []))];
  const names = groupBy === 'month' ? new Map<string, string>() : await namesOf(groupBy, keys);
  const labelOf = ({ key }: MarginLine) => (key === null ? NOBODY[groupBy] : (names.get(key) ?? key));
  const open = await firstOpenMonth();
  return {
    month,
    groupBy,
    status: open !== null && month < open ? 'closed' : 'open',
    closesAt: closesAt(month).toISOString(),
    costedTo: await costedTo(),
    data: shown.map((line) => toRowDto(line, labelOf(line))),
    totals,
    rates: rates.map(toRateDto),
    breakage: await breakageOf(month, ctx.now()),
    nextCursor: more ? encodeCursor(offset + query.limit) : null,
  };
}
