import type { SyncRun } from '@/generated/prisma/client';
import { addDays, type CalendarDate, dayIn } from '@/lib/core/calendar-date';
import { db, fromDbDay, toDbDay } from '@/lib/infra/db';
import type { UsageWindow } from '@/lib/providers/port';
import type { SyncRunDto } from './schemas';

/** How far a first sync goes back, in days. */
const FIRST_SYNC_DAYS = 400;

/** Settled days that are read again with every sync: providers restate. */
const OVERLAP_DAYS = 3;

/** A run that has not been heard of for so long has died with its process. */
export const STALE_AFTER_SECONDS = 20;

/** The days that a sync reads unless it is told: new ones and the recent ones again. */
export async function defaultWindow(connectionId: number, timeZone: string, now: Date): Promise<UsageWindow> {
  const to = dayIn(timeZone, now);
  const settled = await db().usageCoverage.findFirst({
    where: { connectionId, settled: true, day: { lt: toDbDay(to) } },
    orderBy: { day: 'desc' },
    select: { day: true },
  });
  return { from: settled ? addDays(fromDbDay(settled.day), -OVERLAP_DAYS) : addDays(to, -FIRST_SYNC_DAYS), to };
}

/** A window as asked for, completed: nothing lies in the provider's future. */
export async function windowOf(
  connectionId: number,
  timeZone: string,
  now: Date,
  asked: { from?: CalendarDate | undefined; to?: CalendarDate | undefined },
): Promise<UsageWindow> {
  const today = dayIn(timeZone, now);
  const preset = await defaultWindow(connectionId, timeZone, now);
  const to = asked.to === undefined || asked.to > today ? today : asked.to;
  const from = asked.from ?? preset.from;
  // What is asked for lies after today, or the window that we would choose after its end.
  return from <= to ? { from, to } : { from: asked.from === undefined ? addDays(to, -OVERLAP_DAYS) : to, to };
}

/** A run as callers see it. */
export function toSyncRunDto(row: SyncRun): SyncRunDto {
  return {
    id: String(row.id),
    connectionId: String(row.connectionId),
    status: row.status,
    trigger: row.trigger,
    from: fromDbDay(row.fromDay),
    to: fromDbDay(row.toDay),
    progress: { done: row.done, total: row.total, unit: row.unit },
    rowsRead: row.rowsRead,
    rowsChanged: row.rowsChanged,
    error: row.error,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
