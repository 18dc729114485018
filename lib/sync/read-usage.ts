import { inTransaction } from '@/lib/infra/db';
import type { ProviderAdapter, UsageRow } from '@/lib/providers/port';
import { settledUpTo, type UsageDayRow, writeCoverage, writeUsagePage } from '@/lib/usage';
import { readAhead } from './ahead';
import type { RunHandle } from './run-handle';
import { AccountIds } from './store-accounts';

type Usage = NonNullable<ProviderAdapter['usage']>;

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
  await inTransaction((tx) =>
    writeCoverage(tx, { connectionId, ...window, readAt, settledUpTo: settledUpTo(timeZone, readAt) }),
  );
}

/** Reads a window of all accounts, a page at a time; each page is stored with the place of the next. */
export async function readUsageRange(
  run: RunHandle,
  usage: Extract<Usage, { mode: 'range' }>,
  timeZone: string,
): Promise<void> {
  const ids = new AccountIds(run.connectionId);
  const pages = readAhead(usage.read(run.window, run.checkpoint.page));
  for await (const { page, askedAt } of pages) {
    const idOf = await ids.of(page.rows, 'customer');
    await inTransaction(async (tx) => {
      const { changed } = await writeUsagePage(tx, {
        connectionId: run.connectionId,
        readAt: askedAt,
        settledUpTo: settledUpTo(timeZone, askedAt),
        rows: toDays(page.rows, idOf),
      });
      await run.advance(
        tx,
        { step: 'usage', page: page.next },
        {
          done: page.done,
          total: page.total,
          unit: 'rows',
          // As many as were seen of the stated total: a list that moved is read twice, its rows count once.
          rowsRead: page.done,
          rowsChanged: run.progress.rowsChanged + changed,
        },
      );
    });
    run.assertMayGoOn();
  }
  await coverWindow(run, timeZone);
}

/** Reads the usage of the connection as a whole, which is kept as one account. */
export async function readUsagePool(
  run: RunHandle,
  usage: Extract<Usage, { mode: 'pool' }>,
  timeZone: string,
): Promise<void> {
  const askedAt = new Date();
  const rows = await usage.read(run.window);
  const idOf = await new AccountIds(run.connectionId).of(rows, 'pool');
  await inTransaction(async (tx) => {
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
