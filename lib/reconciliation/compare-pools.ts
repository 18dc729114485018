import { TRAFFIC_ASSETS } from '@/lib/core/assets';
import { addDays, type CalendarDate, daysBetween, instantOf } from '@/lib/core/calendar-date';
import { db, fromDbDay, toDbDay } from '@/lib/infra/db';
import { type Compared, residualDetail, residualSidesOf } from './compare-residuals';
import { residualCause } from './figure-causes';
import { signedUnits } from './figure-words';
import type { FigureDifference } from './keep-figures';
import { type ResidualWindow, residualGap, roundingOf } from './residual-gap';
import { BLOCK_DAYS } from './residual-windows';
import { MATCH_RULES } from './sides';

type PoolReading = { pool: string; day: CalendarDate; residual: bigint; asOf: Date };

type Stream = 'standard' | 'nni';

/** The traffic that each pool of a connection is used by, as far as the two belong together. */
function streamOf(pool: string): Stream {
  return pool === 'account2' ? 'nni' : 'standard';
}

type Books = {
  /** The provider's own totals by stream and day. */
  totals: Map<string, bigint>;
  settled: ReadonlySet<CalendarDate>;
  /** What was credited to us, and what went on to our customers. */
  credits: { at: Date; amount: bigint }[];
  given: { at: Date; amount: bigint }[];
};

async function readBooks({ connectionId, asset, from }: Compared): Promise<Books> {
  const [totals, coverage, records] = await Promise.all([
    db().agentTotalDay.findMany({ where: { connectionId, day: { gte: toDbDay(from) } } }),
    db().usageCoverage.findMany({ where: { connectionId, settled: true, day: { gte: toDbDay(from) } } }),
    // What went to customers is needed as a sum of a day only; the provider tells no more of its pools than that.
    db().$queryRaw<{ mine: boolean; at: Date; amount: bigint }[]>`
      SELECT kind = 'recharge_for_me' AS mine, date_trunc('hour', at) AS at, sum(amount)::bigint AS amount FROM provider_record
      WHERE connection_id = ${connectionId} AND kind IN ('recharge_for_me', 'recharge', 'consumption') AND asset = ${asset}
        AND day >= ${from}::date AND amount IS NOT NULL GROUP BY 1, 2`,
  ]);
  return {
    totals: new Map(totals.map((row) => [`${row.stream} ${fromDbDay(row.day)}`, row.total])),
    settled: new Set(coverage.map(({ day }) => fromDbDay(day))),
    credits: records.filter(({ mine }) => mine),
    given: records.filter(({ mine }) => !mine),
  };
}

/** Amounts whose hour may have been between the readings: those that must have been, and what may be on top, low and high. */
function booked(acts: readonly { at: Date; amount: bigint }[], start: Date, end: Date): { low: bigint; high: bigint } {
  const hourMs = 3_600_000;
  let [low, high] = [0n, 0n];
  for (const { at, amount } of acts) {
    const [from, to] = [at.getTime() - MATCH_RULES.skewMs, at.getTime() + hourMs + MATCH_RULES.skewMs];
    if (to < start.getTime() || from > end.getTime()) continue;
    const sure = from >= start.getTime() && to <= end.getTime();
    if (sure || amount < 0n) low += amount;
    if (sure || amount > 0n) high += amount;
  }
  return { low, high };
}

function secondOf({ day, asOf }: PoolReading, timeZone: string): number {
  const midnight = instantOf(`${day} 00:00:00`, timeZone)?.getTime() ?? 0;
  return Math.floor((asOf.getTime() - midnight) / 1000);
}

/** Null: some day in between is not settled, or the provider states no total for it. */
function windowOf(compared: Compared, books: Books, start: PoolReading, end: PoolReading): ResidualWindow[] | null {
  const stream = streamOf(start.pool);
  const days = Array.from({ length: daysBetween(start.day, end.day) + 1 }, (_, i) => addDays(start.day, i));
  const totals = days.map((day) => books.totals.get(`${stream} ${day}`) ?? null);
  if (!days.every((day) => books.settled.has(day)) || totals.some((total) => total === null)) return null;
  const used = totals.map((total) => total ?? 0n);
  const credit = booked(books.credits, start.asOf, end.asOf);
  const reading = (at: PoolReading, usedThatDay: bigint) => ({
    residual: at.residual,
    secondOfDay: secondOf(at, compared.timeZone),
    usedThatDay,
  });
  const byUse: ResidualWindow = {
    start: reading(start, used[0] ?? 0n),
    end: reading(end, used.at(-1) ?? 0n),
    sameDay: false,
    usedBetween: used.slice(1, -1).reduce((sum, total) => sum + total, 0n),
    // Nothing says which pool a credit goes to: any part of it may have come here.
    creditedLow: credit.low < 0n ? credit.low : 0n,
    creditedHigh: credit.high,
    tolerance: roundingOf(TRAFFIC_ASSETS[compared.asset].scale, { residuals: 2, rows: days.length }),
  };
  // Nor whether a pool falls when customers use traffic or when it is given to them: either explains it.
  const given = booked(books.given, start.asOf, end.asOf);
  const byGiving: ResidualWindow = {
    ...byUse,
    start: reading(start, 0n),
    end: reading(end, 0n),
    usedBetween: 0n,
    creditedLow: byUse.creditedLow - given.high,
    creditedHigh: byUse.creditedHigh - given.low,
  };
  return [byUse, byGiving];
}

/** The bounds of a pool's windows: the first reading of each block, and the newest. */
function boundsOf(from: CalendarDate, readings: readonly PoolReading[]): PoolReading[] {
  const block = ({ day }: PoolReading) => Math.floor(daysBetween(from, day) / BLOCK_DAYS);
  return readings.filter(
    (reading, i) => i === readings.length - 1 || i === 0 || block(reading) !== block(readings[i - 1] ?? reading),
  );
}

function toDifference(compared: Compared, books: Books, start: PoolReading, end: PoolReading): FigureDifference[] {
  const windows = windowOf(compared, books, start, end);
  const [window] = windows ?? [];
  if (!window || windows?.some((each) => residualGap(each).gap === 0n)) return [];
  const { gap, low, high } = residualGap(window);
  const { connectionId, asset } = compared;
  const cause = residualCause({
    gap,
    endResidual: end.residual,
    used: window.usedBetween,
    credited: window.creditedHigh,
    slack: high - low,
    acts: [],
    restated: 0n,
  });
  return [
    {
      kind: 'residual_mismatch',
      fingerprint: `${connectionId}:residual_mismatch:pool-${start.pool}:${start.day}`,
      accountId: null,
      since: start.day,
      day: end.day,
      amount: gap,
      guess: cause.code,
      detail: `${residualDetail(gap, asset)} ${signedUnits(gap, asset)} beyond the tolerance.`,
      orderId: null,
      recordId: null,
      sides: residualSidesOf(start.pool, window, { fromAt: start.asOf, toAt: end.asOf }),
    },
  ];
}

/** Pools of ours whose residual follows neither from what was used nor from what was given to customers. */
export async function comparePools(compared: Compared): Promise<FigureDifference[]> {
  const rows = await db().poolBalanceDay.findMany({
    where: { connectionId: compared.connectionId, day: { gte: toDbDay(compared.from) } },
    orderBy: { day: 'asc' },
  });
  const books = await readBooks(compared);
  const readings = rows.map(({ pool, day, residual, asOf }) => ({ pool, day: fromDbDay(day), residual, asOf }));
  return [
    ...Map.groupBy(
      readings.filter(({ day }) => books.settled.has(day)),
      ({ pool }) => pool,
    ).values(),
  ].flatMap((ofPool) => {
    const bounds = boundsOf(compared.from, ofPool);
    return bounds.slice(1).flatMap((end, i) => {
      const start = bounds[i];
      return start ? toDifference(compared, books, start, end) : [];
    });
  });
}
