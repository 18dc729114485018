import type { CalendarDate } from '@/lib/core/calendar-date';
import { db, Prisma } from '@/lib/infra/db';
import { BURST, type ResidualWindow, roundingOf } from './residual-gap';

/** A window of one account that does not come out even, with what is needed to say why. */
export type AccountWindow = {
  accountId: number;
  externalId: string;
  from: CalendarDate;
  to: CalendarDate;
  fromAt: Date;
  toAt: Date;
  records: number;
  window: ResidualWindow;
};

type WindowQuery = {
  connectionId: number;
  timeZone: string;
  scale: number;
  /** First day of a block. */
  from: CalendarDate;
  /** How far the provider's clock may be from ours. */
  skewMs: number;
};

/** Days of a block: windows reach from the first reading of one block to the first of the next, or to the newest. */
export const BLOCK_DAYS = 7;

type Row = {
  account_id: number;
  external_id: string;
  d1: string;
  d2: string;
  t1: Date;
  t2: Date;
  r1: bigint;
  r2: bigint;
  s1: number;
  s2: number;
  u1: bigint;
  u2: bigint;
  used_between: bigint;
  credited_low: bigint;
  credited_high: bigint;
  days: number;
  records: number;
};

/** How much of the use of the day may have been before second `second` of it; the SQL of `usedBefore` in residual-gap. */
function before(used: string, second: string): { low: Prisma.Sql; high: Prisma.Sql } {
  const part = (seconds: string) => `least(${BURST} * ${seconds}, 86400)`;
  return {
    low: Prisma.raw(`floor(${used}::numeric * (86400 - ${part(`(86400 - ${second})`)}) / 86400)`),
    high: Prisma.raw(`ceil(${used}::numeric * ${part(second)} / 86400)`),
  };
}

const FIRST = before('u1', 's1');
const LAST = before('u2', 's2');

/** Seconds of the provider's day `day` at the instant `at`. */
function secondOf(at: string, day: string, timeZone: string): Prisma.Sql {
  return Prisma.sql`least(greatest(extract(epoch FROM (${Prisma.raw(at)} AT TIME ZONE ${timeZone}) - ${Prisma.raw(day)}::timestamp), 0), 86400)::int`;
}

/**
 * The windows of a connection's accounts, over days that are all settled, whose end cannot be explained. The sieve is the same
 * arithmetic as `residualGap`; only what does not come out even leaves the database. One statement, whatever the number of accounts.
 */
export async function findUnevenWindows(query: WindowQuery): Promise<AccountWindow[]> {
  const { connectionId, timeZone, from } = query;
  const skew = Prisma.sql`make_interval(secs => ${query.skewMs / 1000}::float8)`;
  const perFigure = {
    residual: roundingOf(query.scale, { residuals: 2, rows: 0 }),
    row: roundingOf(query.scale, { residuals: 0, rows: 1 }),
  };
  const rows = await db().$queryRaw<Row[]>`
    WITH settled AS (
      SELECT day, row_number() OVER (ORDER BY day) AS no FROM usage_coverage
      WHERE connection_id = ${connectionId} AND settled AND day >= ${from}::date
    ), readings AS (
      SELECT r.account_id, r.day, r.residual, r.as_of, (r.day - ${from}::date) / ${BLOCK_DAYS}::int AS block, s.no
      FROM settled s JOIN account_reading_day r ON r.day = s.day
        JOIN upstream_account a ON a.id = r.account_id AND a.connection_id = ${connectionId}
    ), bounds AS (
      (SELECT DISTINCT ON (account_id, block) account_id, day, residual, as_of, no FROM readings ORDER BY account_id, block, day)
      UNION
      (SELECT DISTINCT ON (account_id) account_id, day, residual, as_of, no FROM readings ORDER BY account_id, day DESC)
    ), pairs AS (
      SELECT account_id, day AS d1, residual AS r1, as_of AS t1, no AS n1, lead(day) OVER w AS d2, lead(residual) OVER w AS r2,
        lead(as_of) OVER w AS t2, lead(no) OVER w AS n2
      FROM bounds WINDOW w AS (PARTITION BY account_id ORDER BY day)
    ), figures AS (
      SELECT p.*, a.external_id, u.*, c.*, ${secondOf('p.t1', 'p.d1', timeZone)} AS s1, ${secondOf('p.t2', 'p.d2', timeZone)} AS s2
      FROM pairs p JOIN upstream_account a ON a.id = p.account_id
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(total) FILTER (WHERE day = p.d1), 0)::bigint AS u1,
          coalesce(sum(total) FILTER (WHERE day = p.d2), 0)::bigint AS u2,
          coalesce(sum(total) FILTER (WHERE day > p.d1 AND day < p.d2), 0)::bigint AS used_between, count(*)::int AS days
        FROM usage_day WHERE account_id = p.account_id AND day BETWEEN p.d1 AND p.d2
      ) AS u
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(CASE WHEN sure THEN amount ELSE least(amount, 0) END), 0)::bigint AS credited_low,
          coalesce(sum(CASE WHEN sure THEN amount ELSE greatest(amount, 0) END), 0)::bigint AS credited_high,
          count(*)::int AS records
        FROM (SELECT amount, at BETWEEN p.t1 + ${skew} AND p.t2 - ${skew} AS sure FROM provider_record r
          JOIN connection k ON k.id = r.connection_id AND k.usage_asset = r.asset
          WHERE r.connection_id = ${connectionId} AND r.external_account_id = a.external_id
            AND r.kind IN ('recharge', 'consumption') AND r.at BETWEEN p.t1 - ${skew} AND p.t2 + ${skew}) AS booked
      ) AS c
      -- All days in between are settled, the readings' own too.
      WHERE p.d2 IS NOT NULL AND p.n2 - p.n1 = p.d2 - p.d1
    ), ranges AS (
      SELECT f.*, r1 + credited_low - (u1 - ${FIRST.low} + used_between + ${LAST.high}) AS low,
        r1 + credited_high - (u1 - ${FIRST.high} + used_between + ${LAST.low}) AS high,
        ${perFigure.residual}::bigint + ${perFigure.row}::bigint * (days + records) AS tolerance
      FROM figures f
    )
    SELECT account_id, external_id, to_char(d1, 'YYYY-MM-DD') AS d1, to_char(d2, 'YYYY-MM-DD') AS d2, t1, t2, r1, r2, s1, s2,
      u1, u2, used_between, credited_low, credited_high, days, records
    FROM ranges WHERE r2 < low - tolerance OR r2 > high + tolerance ORDER BY account_id, d1`;
  return rows.map((row) => toWindow(row, query.scale));
}

function toWindow(row: Row, scale: number): AccountWindow {
  return {
    accountId: row.account_id,
    externalId: row.external_id,
    from: row.d1,
    to: row.d2,
    fromAt: row.t1,
    toAt: row.t2,
    records: row.records,
    window: {
      start: { residual: row.r1, secondOfDay: row.s1, usedThatDay: row.u1 },
      end: { residual: row.r2, secondOfDay: row.s2, usedThatDay: row.u2 },
      sameDay: false,
      usedBetween: row.used_between,
      creditedLow: row.credited_low,
      creditedHigh: row.credited_high,
      tolerance: roundingOf(scale, { residuals: 2, rows: row.days + row.records }),
    },
  };
}
