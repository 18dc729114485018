import type { ConnectionDto } from '@/lib/connections/schemas';

const HOUR_MS = 3_600_000;

/** After how long without a reading something is wrong: most are read every hour, Freebit once an evening. */
const LATE_AFTER_MS = { ipweb: 3 * HOUR_MS, ipidea: 3 * HOUR_MS, freebit: 30 * HOUR_MS } as const;

/** When a connection's figures were read last, where that is later than planned; null where all is as planned. */
export function staleSince(
  connection: Pick<ConnectionDto, 'provider' | 'status' | 'lastSyncedAt'>,
  now: Date,
): string | null {
  const { provider, status, lastSyncedAt } = connection;
  // One that was never read is being set up, and one that fails is told of as such.
  if (status === 'disabled' || status === 'failing' || status === 'unauthorized' || lastSyncedAt === null) return null;
  return now.getTime() - Date.parse(lastSyncedAt) > LATE_AFTER_MS[provider] ? lastSyncedAt : null;
}
