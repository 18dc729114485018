import type { CalendarDate } from '@/lib/core/calendar-date';
import { latestBelievable } from '@/lib/infra/clock';
import { type SqlRunner, sqlTransaction } from '@/lib/infra/sql';
import { lockUsage } from './internal';
import { ensureMonths } from './months';
import { pageStatement } from './page-statement';

/** Amounts are integers of the connection's usage asset. */
export type UsageDayRow = {
  accountId: number;
  day: CalendarDate;
  upload: bigint | null;
  download: bigint | null;
  total: bigint;
};

export type UsagePage = {
  connectionId: number;
  /** When the provider was asked: an older reading never replaces a newer one. */
  readAt: Date;
  /** The newest day that could no longer change by then: see `settledUpTo`. */
  settledUpTo: CalendarDate;
  rows: readonly UsageDayRow[];
};

/** More rows at once are written in several statements. */
const ROWS_A_STATEMENT = 5_000;

/** The rows with the last of each account and day only. Reports go day by day, so that the day's set is mostly at hand. */
function lastOfEach(rows: readonly UsageDayRow[]): readonly UsageDayRow[] {
  const byDay = new Map<CalendarDate, Map<number, UsageDayRow>>();
  let day: CalendarDate | null = null;
  let ofDay = new Map<number, UsageDayRow>();
  let count = 0;
  for (const row of rows) {
    if (row.day !== day) {
      day = row.day;
      ofDay = byDay.get(day) ?? new Map();
      byDay.set(day, ofDay);
    }
    const before = ofDay.size;
    ofDay.set(row.accountId, row);
    count += ofDay.size - before;
  }
  return count === rows.length ? rows : [...byDay.values()].flatMap((of) => [...of.values()]);
}

/**
 * Writes days of accounts of one connection, one statement a page: rows that say nothing new are not touched, changed settled
 * days leave a restatement, and the roll-ups follow in the same statement. Safe beside other writers (an advisory lock for each
 * connection until the transaction ends). Returns how many rows were given and how many figures changed.
 */
export async function writeUsagePage(
  tx: SqlRunner | undefined,
  page: UsagePage,
): Promise<{ read: number; changed: number }> {
  if (!tx) return sqlTransaction((own) => writeUsagePage(own, page));
  if (page.rows.length === 0) return { read: 0, changed: 0 };
  await ensureMonths(tx, new Set(page.rows.map((row) => row.day)));
  await lockUsage(tx, [page.connectionId]);
  let changed = 0;
  for (let start = 0; start < page.rows.length; start += ROWS_A_STATEMENT) {
    const rows = lastOfEach(page.rows.slice(start, start + ROWS_A_STATEMENT));
    const [result] = await tx.$queryRaw<{ changed: number }[]>(pageStatement(page, rows));
    changed += result?.changed ?? 0;
  }
  return { read: page.rows.length, changed };
}

/** Notes which provider days a connection was read for, whether or not they had rows. Settled days stay so. */
export async function writeCoverage(
  tx: SqlRunner,
  input: { connectionId: number; from: CalendarDate; to: CalendarDate; readAt: Date; settledUpTo: CalendarDate },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO usage_coverage AS v (connection_id, day, read_at, settled)
    SELECT ${input.connectionId}::int, day::date, ${input.readAt}, day::date <= ${input.settledUpTo}::date
    FROM generate_series(${input.from}::date, ${input.to}::date, interval '1 day') AS day
    ON CONFLICT (connection_id, day) DO UPDATE SET read_at = excluded.read_at,
      settled = excluded.settled OR (v.settled AND v.read_at <= ${latestBelievable(new Date())})
    WHERE v.read_at <= excluded.read_at OR v.read_at > ${latestBelievable(new Date())}`;
}
