import { type CalendarDate, dayIn, instantOf } from '@/lib/core/calendar-date';
import { latestBelievable } from '@/lib/infra/clock';
import { db, inTransaction } from '@/lib/infra/db';
import { log } from '@/lib/infra/log';
import { ProviderError } from '@/lib/providers/errors';
import type { ProviderAdapter } from '@/lib/providers/port';
import { settledUpTo, writeCoverage } from '@/lib/usage';
import { returnAsking, storeReading, takeAsking } from './ask-account';
import type { RunHandle } from './run-handle';

type AccountUsage = Extract<NonNullable<ProviderAdapter['usage']>, { mode: 'account' }>;
type Account = { id: number; externalId: string };

/** By then the readings of the day are to be done, in the provider's zone: close to midnight, so that they miss little. */
const DONE_BY = '23:50:00';

/** Never slower than this between two accounts. */
const LONGEST_PAUSE_MS = 60_000;

/** The pause before the next account that spreads what is left over the time that is left; none for a person's sync. */
export function pauseMs(now: Date, timeZone: string, left: number): number {
  const end = instantOf(`${dayIn(timeZone, now)} ${DONE_BY}`, timeZone)?.getTime() ?? 0;
  if (left <= 0 || end <= now.getTime()) return 0;
  return Math.min(LONGEST_PAUSE_MS, Math.floor((end - now.getTime()) / (left + 1)));
}

/** The beginning of the provider's day: an account that was asked since is not asked again today. */
function dayBegan(timeZone: string, now: Date): Date {
  const midnight = instantOf(`${dayIn(timeZone, now)} 00:00:00`, timeZone);
  if (!midnight) throw new RangeError(`no midnight in ${timeZone}`);
  return new Date(midnight.getTime() - 1);
}

async function askOne(
  run: RunHandle,
  usage: AccountUsage,
  account: Account,
  timeZone: string,
): Promise<{ read: number; changed: number; oldest: CalendarDate | null }> {
  const nothing = { read: 0, changed: 0, oldest: null };
  const now = new Date();
  const asking = await takeAsking(account.id, dayBegan(timeZone, now), now);
  if (!asking) return nothing;
  try {
    const reading = await usage.read(account.externalId);
    const result = await storeReading({ id: account.id, connectionId: run.connectionId }, reading, timeZone, now);
    return { ...result, oldest: reading.rows.map((row) => row.day).sort()[0] ?? null };
  } catch (error) {
    // "No such account" is about this one only: the others go on, and it is not asked again today.
    if (error instanceof ProviderError && error.kind === 'refused') {
      log().info({ accountId: account.id, code: error.providerCode }, 'an account was refused');
      return nothing;
    }
    await returnAsking(account.id, asking);
    throw error;
  }
}

/** Reads account by account, each at most once a provider day; a scheduled run spreads them over the evening. */
export async function readUsageByAccount(run: RunHandle, usage: AccountUsage, timeZone: string): Promise<void> {
  const now = new Date();
  const accounts = await db().upstreamAccount.findMany({
    where: {
      connectionId: run.connectionId,
      kind: { in: ['sim', 'share_group'] },
      OR: [
        { lastAskedAt: null },
        { lastAskedAt: { lte: dayBegan(timeZone, now) } },
        { lastAskedAt: { gt: latestBelievable(now) } },
      ],
      ...(run.checkpoint.after === null ? {} : { id: { gt: run.checkpoint.after } }),
    },
    orderBy: { id: 'asc' },
    select: { id: true, externalId: true },
  });
  const before = run.checkpoint.after === null ? 0 : run.progress.done;
  const total = before + accounts.length;
  await run.advance(undefined, { step: 'usage' }, { done: before, total, unit: 'accounts' });
  let oldest: CalendarDate | null = null;
  for (const [index, account] of accounts.entries()) {
    run.assertMayGoOn();
    if (run.isScheduled && index > 0) await run.pause(pauseMs(new Date(), timeZone, accounts.length - index));
    // After midnight "today" is another day, whose reading belongs to its own evening.
    if (run.isScheduled && dayIn(timeZone, new Date()) !== dayIn(timeZone, run.startedAt)) break;
    const result = await askOne(run, usage, account, timeZone);
    if (result.oldest !== null && (oldest === null || result.oldest < oldest)) oldest = result.oldest;
    const { rowsRead, rowsChanged } = run.progress;
    await run.advance(
      undefined,
      { after: account.id },
      {
        done: before + index + 1,
        total,
        rowsRead: rowsRead + result.read,
        rowsChanged: rowsChanged + result.changed,
      },
    );
  }
  if (oldest !== null) await cover(run, oldest, timeZone);
}

/** What the recent days reach back to counts as read; an account's own gaps are told by its own days. */
async function cover(run: RunHandle, oldest: CalendarDate, timeZone: string): Promise<void> {
  const readAt = run.startedAt;
  const to = dayIn(timeZone, readAt);
  await inTransaction((tx) =>
    writeCoverage(tx, {
      connectionId: run.connectionId,
      from: oldest,
      to,
      readAt,
      settledUpTo: settledUpTo(timeZone, readAt),
    }),
  );
}
