import { latestBelievable } from '@/lib/infra/clock';
import { db } from '@/lib/infra/db';
import type { AccountUsageReading } from '@/lib/providers/port';
import { settledUpTo, writeUsagePage } from '@/lib/usage';

/**
 * Takes the right to ask the provider about one account alone: one caller of all processes gets it, and only if the last
 * asking was not after `notSince`. Gives back the earlier instant, or null when it was asked since.
 */
export async function takeAsking(
  accountId: number,
  notSince: Date,
  now: Date,
): Promise<{ before: Date | null; at: Date } | null> {
  const rows = await db().$queryRaw<{ before: Date | null }[]>`
    UPDATE upstream_account a SET last_asked_at = ${now}
    FROM (SELECT id, last_asked_at AS before FROM upstream_account WHERE id = ${accountId} FOR UPDATE) AS o
    WHERE a.id = o.id AND (o.before IS NULL OR o.before <= ${notSince} OR o.before > ${latestBelievable(now)}) RETURNING o.before`;
  const [row] = rows;
  return row ? { before: row.before, at: now } : null;
}

/** Gives the right back where the provider gave no answer at all: that was no reading. */
export async function returnAsking(accountId: number, asking: { before: Date | null; at: Date }): Promise<void> {
  await db().upstreamAccount.updateMany({
    where: { id: accountId, lastAskedAt: asking.at },
    data: { lastAskedAt: asking.before },
  });
}

/** Stores what was read about one account alone. */
export async function storeReading(
  account: { id: number; connectionId: number },
  reading: AccountUsageReading,
  timeZone: string,
  askedAt: Date,
): Promise<{ read: number; changed: number }> {
  const result = await writeUsagePage(undefined, {
    connectionId: account.connectionId,
    readAt: askedAt,
    settledUpTo: settledUpTo(timeZone, askedAt),
    rows: reading.rows.map(({ day, upload, download, total }) => ({
      accountId: account.id,
      day,
      upload,
      download,
      total,
    })),
  });
  await db().upstreamAccount.update({
    where: { id: account.id },
    data: { restricted: reading.restricted, lastReadAt: askedAt },
    select: { id: true },
  });
  return result;
}
