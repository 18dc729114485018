import { parseQuantity, type TrafficAsset } from '@/lib/core/assets';
import { addDays, type CalendarDate } from '@/lib/core/calendar-date';
import { toPlainJson, toPlainRecord } from '../json';
import type { AccountUsageReading, UsageRow } from '../port';
import { malformed } from '../shape';
import type { TrafficAnswer } from './schemas';

/** From Freebit's words to the port's. Pure; amounts are integers of the connection's KB asset. */

const SOURCE = { provider: 'Freebit', endpoint: 'getTrafficInfo' };
/** Far more than the "recent days" can be; beyond it the list is something else. */
const MAX_RECENT_DAYS = 400;
const MAX_AMOUNT = 2n ** 62n;

function recentAmounts(list: string, asset: TrafficAsset): bigint[] {
  if (list.trim() === '') return [];
  const parts = list.split(',');
  if (parts.length > MAX_RECENT_DAYS) throw malformed(SOURCE, 'traffic.inRecentDays', 'more days than can be recent');
  return parts.map((part, index) => {
    const amount = parseQuantity(part.trim(), asset)?.amount;
    // A blank or broken entry would shift the dates of all others, so the whole list is refused.
    if (amount !== undefined && amount >= 0n && amount <= MAX_AMOUNT) return amount;
    throw malformed(SOURCE, `traffic.inRecentDays[${index}]`, 'expected an amount');
  });
}

/**
 * Dates one answer. The list has no dates: its newest entry is taken to be yesterday and `today` is the day that runs,
 * in the provider's zone. Share groups have no list, which is a gap and not a row of zeros.
 */
export function toReading(
  answer: { info: TrafficAnswer; body: unknown },
  asset: TrafficAsset,
  today: CalendarDate,
  order: 'newest_first' | 'oldest_first',
): AccountUsageReading {
  const { account, traffic } = answer.info;
  const listed = recentAmounts(traffic.inRecentDays, asset);
  const newestFirst = order === 'newest_first' ? listed : listed.toReversed();
  const row = (day: CalendarDate, total: bigint): UsageRow => ({
    externalId: account,
    externalName: null,
    day,
    upload: null,
    download: null,
    total,
  });
  const recent = newestFirst.map((total, index) => row(addDays(today, -1 - index), total));
  const plain = toPlainJson(answer.body);
  return {
    rows: [...recent.toReversed(), row(today, traffic.today)],
    restricted: traffic.blackList,
    hasRecentDays: listed.length > 0,
    raw: typeof plain === 'object' && plain !== null ? toPlainRecord(plain) : {},
  };
}
