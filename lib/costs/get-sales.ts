import { agentScope, type Context } from '@/lib/core/actor';
import { type CalendarDate, dayIn, instantOf } from '@/lib/core/calendar-date';
import { db, Prisma } from '@/lib/infra/db';
import type { SalesDto, SalesFigure } from './schemas';
import { moneyOf } from './units';

const SLOT_MS = 15 * 60_000;

type Span = { from: Date; to: Date };
type Row = {
  currency: string;
  today: bigint;
  today_orders: number;
  yesterday: bigint;
  month: bigint;
  month_orders: number;
  last_month: bigint;
};

function startOf(day: CalendarDate, timeZone: string): Date {
  return instantOf(`${day} 00:00:00`, timeZone) ?? new Date(`${day}T00:00:00Z`);
}

/** The part of an earlier period that is as long as the present one by now: whole quarters of an hour, never beyond its end. */
function sameSpan(start: Date, end: Date, elapsedMs: number): Span {
  const ms = Math.floor(elapsedMs / SLOT_MS) * SLOT_MS;
  return { from: start, to: new Date(Math.min(start.getTime() + ms, end.getTime())) };
}

function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

/** Where today, this month and the periods before them begin and end on the clocks of a zone. */
export function salesSpans(now: Date, timeZone: string): { day: Date; yesterday: Span; month: Span; lastMonth: Span } {
  const today = dayIn(timeZone, now);
  const day = startOf(today, timeZone);
  const before = startOf(dayIn(timeZone, new Date(day.getTime() - 1)), timeZone);
  const month = startOf(`${today.slice(0, 7)}-01`, timeZone);
  const lastMonth = startOf(`${monthBefore(today.slice(0, 7))}-01`, timeZone);
  return {
    day,
    yesterday: sameSpan(before, day, now.getTime() - day.getTime()),
    month: { from: month, to: now },
    lastMonth: sameSpan(lastMonth, month, now.getTime() - month.getTime()),
  };
}

/**
 * What was sold today and this month on the clocks of `timeZone`, each with the period before up to the same moment; what an
 * agent's customers were sold, for an agent. Read from sums: at most two months of quarters of an hour, whatever the history.
 */
export async function getSales(ctx: Context, input: { timeZone: string }): Promise<SalesDto> {
  const { day, yesterday, month, lastMonth } = salesSpans(ctx.now(), input.timeZone);
  const scope = agentScope(ctx.actor);
  const rows =
    scope === null ? Prisma.sql`sales_by_slot WHERE true` : Prisma.sql`sales_by_agent WHERE agent_id = ${scope}`;
  const within = ({ from, to }: Span) => Prisma.sql`slot >= ${from} AND slot < ${to}`;
  const [sums, state] = await Promise.all([
    db().$queryRaw<Row[]>`
      SELECT currency, coalesce(sum(revenue_micro) FILTER (WHERE slot >= ${day}), 0)::bigint AS today,
        coalesce(sum(orders) FILTER (WHERE slot >= ${day}), 0)::int AS today_orders,
        coalesce(sum(revenue_micro) FILTER (WHERE ${within(yesterday)}), 0)::bigint AS yesterday,
        coalesce(sum(revenue_micro) FILTER (WHERE slot >= ${month.from}), 0)::bigint AS month,
        coalesce(sum(orders) FILTER (WHERE slot >= ${month.from}), 0)::int AS month_orders,
        coalesce(sum(revenue_micro) FILTER (WHERE ${within(lastMonth)}), 0)::bigint AS last_month
      FROM ${rows} AND slot >= ${lastMonth.from} AND slot <= ${ctx.now()} GROUP BY currency ORDER BY currency`,
    db().$queryRaw<
      { as_of: Date | null }[]
    >`SELECT min(costed_to) AS as_of FROM cost_state WHERE costed_to IS NOT NULL`,
  ]);
  const figure = (currency: string, now: bigint, before: bigint, orders: number): SalesFigure => ({
    now: moneyOf(now, currency),
    before: moneyOf(before, currency),
    orders,
  });
  return {
    today: sums.map((row) => figure(row.currency, row.today, row.yesterday, row.today_orders)),
    month: sums.map((row) => figure(row.currency, row.month, row.last_month, row.month_orders)),
    asOf: state[0]?.as_of?.toISOString() ?? null,
  };
}
