import { addDays, type CalendarDate } from '@/lib/core/calendar-date';
import type { UsageDayRow } from '@/lib/usage';

/** A row for each account and day, day by day as a provider's report gives them; another `salt`, other figures. */
export function madeDays(accountIds: readonly number[], from: CalendarDate, days: number, salt: number): UsageDayRow[] {
  return Array.from({ length: days }, (_, index) => addDays(from, index)).flatMap((day, index) =>
    accountIds.map((accountId) => {
      const upload = BigInt(((accountId * 7_919 + index * 104_729) % 1_000_003) * 1_000 + salt);
      const download = upload * 7n;
      return { accountId, day, upload, download, total: upload + download };
    }),
  );
}
