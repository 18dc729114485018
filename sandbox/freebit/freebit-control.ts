import { z } from 'zod';
import { dayNumberAt, dayText, parseDay, TOKYO_OFFSET_HOURS } from '../zone-days';
import type { FreebitApi } from './freebit-api';

/** `POST /control/seed` with provider `freebit`: this many plain SIMs. */
export const freebitSeedSchema = z.strictObject({
  provider: z.literal('freebit'),
  customers: z.number().int().min(0).max(20_000),
  seed: z.number().int().default(1),
});

/** `POST /control/usage` with provider `freebit`. */
export const freebitUsageSchema = z.strictObject({
  provider: z.literal('freebit'),
  account: z.string(),
  date: z.string().refine((text) => parseDay(text) !== null, 'a day as yyyy-MM-dd'),
  kb: z.number().int().min(0),
});

/** Sets what an account used on a day; false where there is no such account. */
export function setFreebitUsage(api: FreebitApi, body: z.infer<typeof freebitUsageSchema>, nowMs: number): boolean {
  if (!api.hasLine(body.account)) return false;
  api.commit('usage', nowMs, { account: body.account, day: parseDay(body.date), kb: body.kb });
  return true;
}

/** What every line used on every day of a range, for comparison. */
export function freebitTruth(api: FreebitApi, fromText: string | undefined, toText: string | undefined, nowMs: number) {
  const today = dayNumberAt(nowMs, TOKYO_OFFSET_HOURS);
  const to = Math.min(parseDay(toText ?? '') ?? today, today);
  const from = parseDay(fromText ?? '') ?? to - 6;
  const rows: { account: string; date: string; kb: string }[] = [];
  for (let day = from; day <= to; day += 1) {
    for (const line of api.base.lines) {
      rows.push({ account: line.account, date: dayText(day), kb: String(api.kbOf(line, day, nowMs)) });
    }
  }
  return rows;
}

/** The accounts an operator would type in, since Freebit lists none. */
export function freebitDemo(api: FreebitApi) {
  return api.base.lines
    .filter((line) => !line.inShareGroup)
    .map(({ account, name, kind, agent }) => ({ account, name, kind, agent }));
}
