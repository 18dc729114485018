import type { Connection, SyncRun } from '@/generated/prisma/client';
import { systemContext } from '@/lib/core/actor';
import { dayIn, instantOf } from '@/lib/core/calendar-date';
import { latestBelievable } from '@/lib/infra/clock';
import { db, inTransaction } from '@/lib/infra/db';
import { enqueue } from '@/lib/infra/jobs';
import { log } from '@/lib/infra/log';
import { parseSettings } from '@/lib/providers/registry';
import { defaultWindow, STALE_AFTER_SECONDS } from './internal';
import { createRun } from './start-sync';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** No scheduled run so soon after the last one, whoever asked for that. */
const REST_MS = 30 * MINUTE_MS;
/** A connection that refuses us is tried seldom: it needs a person. */
const UNAUTHORIZED_REST_MS = 6 * HOUR_MS;
/** A new connection is left to whoever is setting it up. */
const NEW_CONNECTION_MS = 10 * MINUTE_MS;
/** How much of the budget a reading of all accounts can count on: some of it is left to commands and refreshes. */
const BUDGET_SHARE = 0.75;
/** Where accounts are read one by one, an evening's run that failed is tried again after this. */
const EVENING_REST_MS = 15 * MINUTE_MS;

/** The minute of the hour at which a connection is read, spread so that not all are read at once. */
export function minuteOf(connectionId: number): number {
  return 5 + ((connectionId * 7) % 50);
}

/** The newest instant at or before `now` at which a connection of the hourly kind is to be read. */
export function latestSlot(connectionId: number, timeZone: string, now: Date): Date {
  const hour = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  const minute = minuteOf(connectionId) * MINUTE_MS;
  const hourly = hour + minute <= now.getTime() ? hour + minute : hour + minute - HOUR_MS;
  // Shortly after the provider's midnight the day before is whole for the first time.
  const daily = instantOf(`${dayIn(timeZone, now)} 00:20:00`, timeZone)?.getTime() ?? 0;
  return new Date(daily <= now.getTime() ? Math.max(hourly, daily) : hourly);
}

/**
 * When the evening's readings of a connection begin and end: shortly before the provider's midnight, spread, and earlier
 * where the budget needs longer for so many accounts.
 */
export function eveningOf(
  connection: { id: number; accounts: number; perMinute: number },
  timeZone: string,
  now: Date,
): { begin: Date; end: Date } | null {
  const day = dayIn(timeZone, now);
  const minute = String((connection.id * 7) % 20).padStart(2, '0');
  const usual = instantOf(`${day} 22:${minute}:00`, timeZone);
  const end = instantOf(`${day} 23:50:00`, timeZone);
  const earliest = instantOf(`${day} 00:30:00`, timeZone);
  if (!usual || !end || !earliest) return null;
  const needsMs = (connection.accounts / (connection.perMinute * BUDGET_SHARE)) * MINUTE_MS;
  const begin = Math.max(earliest.getTime(), Math.min(usual.getTime(), end.getTime() - needsMs));
  return { begin: new Date(begin), end };
}

type Candidate = Connection & { syncRuns: SyncRun[] };

/** Which providers are asked about one account at a time; their connections are read once an evening. */
function isReadAccountByAccount(connection: Connection): boolean {
  return connection.provider === 'freebit';
}

/** How many accounts have not been asked about on the provider's present day. */
async function countUnread(connectionId: number, timeZone: string, now: Date): Promise<number> {
  const midnight = instantOf(`${dayIn(timeZone, now)} 00:00:00`, timeZone) ?? now;
  return db().upstreamAccount.count({
    where: {
      connectionId,
      OR: [{ lastAskedAt: null }, { lastAskedAt: { lt: midnight } }, { lastAskedAt: { gt: latestBelievable(now) } }],
    },
  });
}

/** Whether a connection is to be read now. */
async function isDue(connection: Candidate, now: Date): Promise<boolean> {
  const { timeZone, requestsPerMinute: perMinute } = parseSettings(connection.provider, connection.settings);
  const last = connection.syncRuns[0];
  if (last && (last.status === 'queued' || last.status === 'running')) return false;
  // One of the future says nothing of when the connection was read.
  const lastAt = last && last.createdAt <= latestBelievable(now) ? last.createdAt.getTime() : Number.NEGATIVE_INFINITY;
  const sinceLast = now.getTime() - lastAt;
  if (connection.status === 'unauthorized' && sinceLast < UNAUTHORIZED_REST_MS) return false;
  if (!last && now.getTime() - connection.createdAt.getTime() < NEW_CONNECTION_MS) return false;
  if (isReadAccountByAccount(connection)) {
    if (sinceLast < EVENING_REST_MS) return false;
    const accounts = await countUnread(connection.id, timeZone, now);
    const evening = eveningOf({ id: connection.id, accounts, perMinute }, timeZone, now);
    return accounts > 0 && evening !== null && now >= evening.begin && now <= evening.end;
  }
  return sinceLast >= REST_MS && lastAt < latestSlot(connection.id, timeZone, now).getTime();
}

/** Hands runs whose process has died to another one; workers call it every few seconds. */
export async function reviveDeadRuns(): Promise<void> {
  await inTransaction(async (tx) => {
    const dead = await tx.$queryRaw<{ id: number }[]>`
      UPDATE sync_run SET status = 'queued', heartbeat_at = NULL
      WHERE status = 'running' AND heartbeat_at < now() - make_interval(secs => ${STALE_AFTER_SECONDS}::float8)
      RETURNING id`;
    for (const { id } of dead) await enqueue('sync', { runId: id }, { tx });
  });
}

/** How long a queued run may wait before it is given another job, in case its own was lost. */
const LOST_AFTER_SECONDS = 300;

/** Gives runs whose job was lost another one; one too many finds nothing to do. */
async function replaceLostJobs(now: Date): Promise<void> {
  const waiting = await db().$queryRaw<{ id: number }[]>`
    SELECT id FROM sync_run
    WHERE status = 'queued'
      AND (created_at < ${new Date(now.getTime() - LOST_AFTER_SECONDS * 1000)} OR created_at > ${latestBelievable(now)})`;
  for (const { id } of waiting) {
    const singletonKey = `sync-run-${id}`;
    await enqueue('sync', { runId: id }, { singletonKey, singletonSeconds: LOST_AFTER_SECONDS });
  }
}

/** Starts what is due; called every minute. */
export async function scheduleDueSyncs(now: Date = new Date()): Promise<void> {
  await replaceLostJobs(now);
  const connections = await db().connection.findMany({
    where: { status: { not: 'disabled' } },
    include: { syncRuns: { orderBy: { id: 'desc' }, take: 1 } },
  });
  for (const connection of connections) {
    try {
      if (!(await isDue(connection, now))) continue;
      const { timeZone } = parseSettings(connection.provider, connection.settings);
      const window = await defaultWindow(connection.id, timeZone, now);
      await createRun(
        systemContext('schedule', () => now),
        connection.id,
        window,
        'schedule',
      );
    } catch (error) {
      // One connection's trouble must not keep the others from being read.
      log().error({ err: error, connectionId: connection.id }, 'a sync could not be scheduled');
    }
  }
}
