import type { Context } from '@/lib/core/actor';
import { addDays, type CalendarDate, daysBetween } from '@/lib/core/calendar-date';
import { Prisma } from '@/lib/infra/db';
import { readFromReplica } from '@/lib/infra/replica';
import { byteFactor, millionths, roundedBytes, wholeBytes } from './byte-sums';
import { ACCOUNT_NAME } from './internal';
import type { UsageDailyQuery, UsageDayDto } from './schemas';
import { accountsIn, scopeOf, type UsageScope } from './scope';

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

/** Both sides say where to begin: PostgreSQL does not conclude it of the other, and would read all days before for each batch. */
function statement(scope: UsageScope, day: CalendarDate, after: number): Prisma.Sql {
  return Prisma.sql`
    SELECT a.id, ${Prisma.raw(ACCOUNT_NAME)} AS label, k.usage_asset AS asset,
      u.upload, u.download, u.total, u.settled
    FROM upstream_account a JOIN connection k ON k.id = a.connection_id LEFT JOIN customer c ON c.id = a.customer_id
      JOIN usage_day u ON u.account_id = a.id AND u.day = ${day}::date
    WHERE a.id > ${after}::int AND u.account_id > ${after}::int ${accountsIn(scope)} ORDER BY a.id LIMIT ${BATCH}::int`;
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

/**
 * The rows that `getDailyUsage` gives by account, in its order, a batch at a time and however many there are: for files. The
 * next batch is read when it is asked for; nothing is held open between two.
 */
export async function* readAccountDays(
  ctx: Context,
  query: Omit<UsageDailyQuery, 'groupBy' | 'top'>,
): AsyncGenerator<UsageDayDto[]> {
  const scope = scopeOf(ctx, query);
  if (!scope) return;
  for (let day = query.from; daysBetween(day, query.to) >= 0; day = addDays(day, 1)) {
    let after = 0;
    for (;;) {
      const { rows } = await readFromReplica<Row>(statement(scope, day, after));
      if (rows.length > 0) yield rows.map((row) => toDto(day, row));
      if (rows.length < BATCH) break;
      after = rows.at(-1)?.id ?? after;
    }
  }
}
