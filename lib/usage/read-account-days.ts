import type { Context } from '@/lib/core/actor';
import { addDays, type CalendarDate, daysBetween } from '@/lib/core/calendar-date';
import { Prisma } from '@/lib/infra/db';
import { readFromReplica } from '@/lib/infra/replica';
import { byteFactor, millionths, roundedBytes, wholeBytes } from './byte-sums';
import { ACCOUNT_NAME } from './internal';
import type { UsageDailyQuery, UsageDayDto } from './schemas';
import { accountsIn, scopeOf, type UsageScope } from './scope';

/** Which accounts and days a file is about. */
export type AccountDaysQuery = Omit<UsageDailyQuery, 'groupBy' | 'top'>;

/** Rows read at once: few enough to be forgotten before the garbage collector keeps them for longer. */
const BATCH = 1_000;

type Row = {
  id: number;
  label: string;
  asset: string;
  upload: string | null;
  download: string | null;
  total: string;
  settled: boolean;
};

/** The first `limit` accounts of a scope behind `after` that have a row of a day. */
export type DayBatch = { scope: UsageScope; day: CalendarDate; after: number; limit: number };

/**
 * SQL of a batch of a day's rows. Both sides say where to begin: PostgreSQL does not conclude it of the other, and would read all
 * days before for each batch.
 */
export function dayBatch({ scope, day, after, limit }: DayBatch): Prisma.Sql {
  return Prisma.sql`
    SELECT a.id, ${Prisma.raw(ACCOUNT_NAME)} AS label, k.usage_asset AS asset,
      u.upload, u.download, u.total, u.settled
    FROM upstream_account a JOIN connection k ON k.id = a.connection_id LEFT JOIN customer c ON c.id = a.customer_id
      JOIN usage_day u ON u.account_id = a.id AND u.day = ${day}::date
    WHERE a.id > ${after}::int AND u.account_id > ${after}::int ${accountsIn(scope)} ORDER BY a.id LIMIT ${limit}::int`;
}

/**
 * Batches of all days of a question, in the order of days and accounts, each by key behind the last one. The next is read when
 * it is asked for; nothing is held open between two.
 */
export async function* eachBatch<Batch>(
  ctx: Context,
  query: AccountDaysQuery,
  limit: number,
  read: (batch: DayBatch) => Promise<{ batch: Batch; count: number; last: number | null }>,
): AsyncGenerator<Batch> {
  const scope = scopeOf(ctx, query);
  if (!scope) return;
  for (let day = query.from; daysBetween(day, query.to) >= 0; day = addDays(day, 1)) {
    for (let after: number | null = 0; after !== null; ) {
      const { batch, count, last } = await read({ scope, day, after, limit });
      if (count > 0) yield batch;
      after = count < limit ? null : last;
    }
  }
}

function toDto(date: CalendarDate, row: Row): UsageDayDto {
  const factor = byteFactor(row.asset);
  const bytes = (amount: string) =>
    roundedBytes(wholeBytes(Number(amount), factor), millionths(Number(amount), factor));
  const isSplit = row.upload !== null && row.download !== null;
  return {
    date,
    key: String(row.id),
    label: row.label,
    uploadBytes: isSplit && row.upload !== null ? bytes(row.upload) : null,
    downloadBytes: isSplit && row.download !== null ? bytes(row.download) : null,
    totalBytes: bytes(row.total),
    provisional: !row.settled,
  };
}

/** The rows that `getDailyUsage` gives by account, in its order, a batch at a time and however many there are: for files. */
export function readAccountDays(ctx: Context, query: AccountDaysQuery): AsyncGenerator<UsageDayDto[]> {
  return eachBatch(ctx, query, BATCH, async (of) => {
    const { rows } = await readFromReplica<Row>(dayBatch(of));
    return { batch: rows.map((row) => toDto(of.day, row)), count: rows.length, last: rows.at(-1)?.id ?? null };
  });
}
