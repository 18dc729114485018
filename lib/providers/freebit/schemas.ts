import { z } from 'zod';
import type { TrafficAsset } from '@/lib/core/assets';
import { ExactNumber } from '../exact-json';
import { amountOrText, text } from '../shape';

/**
 * Wire schemas of Freebit's emptool API. Codes are documented as numeric and sent as strings in every sample, so both are
 * taken. Booleans are "10" (yes) and "20" (no).
 */

/** A code as text, whether it came as a number or as a string. */
const code = z
  .union([z.string().regex(/^\d{1,6}$/), z.instanceof(ExactNumber).transform((number) => number.text)], {
    error: 'expected a code',
  })
  .refine((value) => /^\d{1,6}$/.test(value), 'expected a code');

/** What every answer has, whatever its HTTP status. */
export const envelope = z.looseObject({
  resultCode: code,
  status: z.looseObject({ message: text(10_000), statusCode: code }),
});
export type Envelope = z.output<typeof envelope>;

export const RESULT_OK = '100';
export const STATUS_OK = '200';
/** The session key is wrong or too old: nothing was done. */
export const KEY_PROBLEM = '205';
export const STATUS_FORBIDDEN = '403';
/** Refusals that the documents name: account 201, parameter 204, not found 210, its status 211, number 240, share group 323. */
export const REFUSALS: ReadonlySet<string> = new Set(['201', '204', '210', '211', '240', '323']);

/** PA01-01 `authOem`. */
export const authAnswer = z.looseObject({ authKey: text(1_000).min(1, 'expected a key') });

const YES = '10';

/** PA05-01 `getTrafficInfo`; usage is KB of the connection's asset. `inRecentDays` is "" for share groups. */
export function trafficAnswer(asset: TrafficAsset) {
  return z.looseObject({
    account: text(200),
    traffic: z.looseObject({
      today: amountOrText(asset, 'not negative'),
      inRecentDays: text(20_000),
      blackList: code
        .refine((value) => value === YES || value === '20', 'expected 10 or 20')
        .transform((v) => v === YES),
    }),
  });
}
export type TrafficAnswer = z.output<ReturnType<typeof trafficAnswer>>;
