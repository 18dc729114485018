import { dayNumberAt, dayText, parseDay, SHANGHAI_OFFSET_HOURS } from '../zone-days';
import type { IpideaApi } from './ipidea-api';

/** What the account used on every day of a range, in bytes, for comparison. */
export function ipideaTruth(api: IpideaApi, fromText: string | undefined, toText: string | undefined, nowMs: number) {
  const today = dayNumberAt(nowMs, SHANGHAI_OFFSET_HOURS);
  const to = Math.min(parseDay(toText ?? '') ?? today, today);
  const from = parseDay(fromText ?? '') ?? to - 29;
  const rows: { date: string; ispBytes: string; residentialBytes: string; staticBytes: string }[] = [];
  for (let day = from; day <= to; day += 1) {
    const use = api.world.trafficOf(day, nowMs);
    if (use === null) continue;
    rows.push({
      date: dayText(day),
      ispBytes: String(use.isp),
      residentialBytes: String(use.residential),
      staticBytes: String(use.static),
    });
  }
  return rows;
}
