import { addDays, type CalendarDate, dayIn, daysBetween } from '@/lib/core/calendar-date';
import { sqlTransaction } from '@/lib/infra/sql';
import type { ProviderAdapter, UsageRow, UsageWindow } from '@/lib/providers/port';
import { openMonths, settledUpTo, type UsageDayRow, writeCoverage, writeUsagePage } from '@/lib/usage';
import { readAhead } from './ahead';
import type { RunHandle } from './run-handle';
import { AccountIds } from './store-accounts';

type Usage = NonNullable<ProviderAdapter['usage']>;
type RangeUsage = Extract<Usage, { mode: 'range' }>;

function toDays(rows: readonly UsageRow[], idOf: (externalId: string) => number): UsageDayRow[] {
  return rows.map((row) => ({
    accountId: idOf(row.externalId),
    day: row.day,
    upload: row.upload,
    download: row.download,
    total: row.total,
  }));
}

/** Says that every day of the run's window was read: days without a row had no traffic, as far as the provider says. */
async function coverWindow(run: RunHandle, timeZone: string): Promise<void> {
  const { connectionId, window, startedAt: readAt } = run;
  await sqlTransaction((tx) =>
    writeCoverage(tx, { connectionId, ...window, readAt, settledUpTo: settledUpTo(timeZone, readAt) }),
  );
}

/** Longest part of a window: the further a list reaches, the likelier it moves while it is read. */
const PART_DAYS = 62;

/**
 * The parts that a window is read in, the newest first. Today is one of its own: rows are added to it all the time, and a
 * list that grows while it is read has to be read again from its start.
 */
export function partsOf(window: UsageWindow, today: CalendarDate): UsageWindow[] {
  const parts: UsageWindow[] = [];
  let to = window.to;
  if (to >= today) {
    parts.push({ from: today, to });
    to = addDays(today, -1);
  }
  while (to >= window.from) {
    let from = addDays(to, 1 - PART_DAYS);
    if (from < window.from) from = window.from;
    parts.push({ from, to });
    to = addDays(from, -1);
  }
  return parts;
}

/** How much of a window's days lie in its parts up to this one, 0 to 1. */
function shareUpTo(parts: readonly UsageWindow[], index: number): number {
  const days = (some: readonly UsageWindow[]) => some.reduce((sum, { from, to }) => sum + daysBetween(from, to) + 1, 0);
  return days(parts.slice(0, index + 1)) / days(parts);
}

/** Reads a window of all accounts, a page at a time; each page is stored with the place of the next. */
export async function readUsageRange(run: RunHandle, usage: RangeUsage, timeZone: string): Promise<void> {
  await openMonths(run.window);
  const ids = new AccountIds(run.connectionId);
  const parts = partsOf(run.window, dayIn(timeZone, run.startedAt));
  for (const [index, part] of parts.entries()) {
    if (index < run.checkpoint.part) continue;
    if (index > run.checkpoint.part) {
      await run.advance(undefined, { part: index, page: null, rowsBefore: run.progress.rowsRead });
    }
    const share = shareUpTo(parts, index);
    await readPart(run, usage, part, ids, { timeZone, share });
  }
  await coverWindow(run, timeZone);
}

async function readPart(
  run: RunHandle,
  usage: RangeUsage,
  part: UsageWindow,
  ids: AccountIds,
  { timeZone, share }: { timeZone: string; share: number },
): Promise<void> {
  const { rowsBefore, page: resume } = run.checkpoint;
  for await (const { page, askedAt } of readAhead(usage.read(part, resume))) {
    const idOf = await ids.of(page.rows, 'customer');
    await sqlTransaction(async (tx) => {
      const { changed } = await writeUsagePage(tx, {
        connectionId: run.connectionId,
        readAt: askedAt,
        settledUpTo: settledUpTo(timeZone, askedAt),
        rows: toDays(page.rows, idOf),
      });
      // As many as were seen of the stated total: a list that moved is read twice, its rows count once.
      const done = rowsBefore + page.done;
      // How many the parts to come have is not known yet: as many a day as those so far. In the last part it is the stated total.
      const total = Math.round((rowsBefore + page.total) / share);
      const progress = { done, total, unit: 'rows', rowsRead: done };
      const rowsChanged = run.progress.rowsChanged + changed;
      // Behind a part's last page lies the next part: a run that stops right here need not read this one again.
      const place = page.next ? { page: page.next } : { page: null, part: run.checkpoint.part + 1, rowsBefore: done };
      await run.advance(tx, { step: 'usage', ...place }, { ...progress, rowsChanged });
    });
    run.assertMayGoOn();
  }
}

/** Reads the usage of the connection as a whole, which is kept as one account. */
export async function readUsagePool(
  run: RunHandle,
  usage: Extract<Usage, { mode: 'pool' }>,
  timeZone: string,
): Promise<void> {
  await openMonths(run.window);
  const askedAt = new Date();
  const rows = await usage.read(run.window);
  const idOf = await new AccountIds(run.connectionId).of(rows, 'pool');
  await sqlTransaction(async (tx) => {
    const { read, changed } = await writeUsagePage(tx, {
      connectionId: run.connectionId,
      readAt: askedAt,
      settledUpTo: settledUpTo(timeZone, askedAt),
      rows: toDays(rows, idOf),
    });
    await run.advance(
      tx,
      { step: 'usage' },
      { done: read, total: read, unit: 'rows', rowsRead: read, rowsChanged: changed },
    );
  });
  await coverWindow(run, timeZone);
}
