import { z } from 'zod';
import { GB_SCALE } from './assets';
import { isCalendarDate } from './calendar-date';
import { formatDecimal, parseDecimal } from './decimal';
import { isCurrency, type Money, type MoneyText, parseMoney, parsePrice } from './money';

/** Shapes that the HTTP API uses everywhere, as zod schemas: one place for each. */

/** An id of ours: opaque text to callers. */
export const idText = z.string();

/** An instant, ISO 8601 UTC. */
export const instantText = z.iso.datetime();

/** A calendar day, `YYYY-MM-DD`. */
export const dayText = z.string().refine(isCalendarDate, 'Write a day as YYYY-MM-DD.').meta({ format: 'date' });

/** A month, `YYYY-MM`. */
export const monthText = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'Write a month as YYYY-MM.');

/** Bytes: a whole number. Not `int()`, which ends at 2^53: what a provider claims may be more. */
export const byteCount = z
  .number()
  .refine((value) => Number.isInteger(value), 'expected a whole number')
  .meta({ type: 'integer' });

/** Text of a person: no control characters that PostgreSQL or a terminal would trip over. */
export function plainText(max: number) {
  return (
    z
      .string()
      .max(max, `At most ${max} characters.`)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
      .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, 'Leave out control characters.')
      .refine((text) => text.isWellFormed(), 'This text has broken characters.')
  );
}

/** The same, trimmed and not empty. */
export function requiredText(max: number) {
  return plainText(max).trim().min(1, 'This must not be empty.');
}

/** Money as it leaves: `{"amount":"12.50","currency":"USD"}`. */
export const moneyText = z.object({ amount: z.string(), currency: z.string() });

const currencyCode = z.string().refine(isCurrency, 'Use an ISO 4217 code such as USD.');
/** What people and programs write; `1e3` is a provider's way of writing. */
const PLAIN_DECIMAL = /^[+-]?\d+(\.\d+)?$/;
const moneyShape = z.object({ amount: z.string().max(40), currency: currencyCode });

/** Money as it comes in, to integer minor units; finer than the minor unit is refused. */
export const moneyInput = moneyShape.transform((value: MoneyText, ctx): Money => {
  const money = PLAIN_DECIMAL.test(value.amount) ? parseMoney(value) : null;
  if (money && money.minor < 10n ** 15n && money.minor > -(10n ** 15n)) return money;
  ctx.addIssue({ code: 'custom', path: ['amount'], message: `Write the amount as a decimal in ${value.currency}.` });
  return z.NEVER;
});

/** A price per GB as it comes in, to an integer at 6 decimals. */
export const priceInput = moneyShape.transform((value: MoneyText, ctx): { price: bigint; currency: string } => {
  const price = PLAIN_DECIMAL.test(value.amount) ? parsePrice(value) : null;
  if (price && price.price < 10n ** 15n) return price;
  ctx.addIssue({ code: 'custom', path: ['amount'], message: 'Write the price as a decimal with at most 6 decimals.' });
  return z.NEVER;
});

export { currencyCode };

const MAX_GB = 1_000_000n * 10n ** BigInt(GB_SCALE);

/** An amount in GB as it comes in: a decimal string > 0 with at most 6 decimals, at most 1,000,000. */
export const gbInput = z
  .string()
  .max(40)
  .transform((text, ctx): bigint => {
    const gb = /^\d+(\.\d+)?$/.test(text) ? parseDecimal(text, GB_SCALE) : null;
    if (gb !== null && gb > 0n && gb <= MAX_GB) return gb;
    ctx.addIssue({
      code: 'custom',
      message: 'Write the amount in GB, above 0 and at most 1,000,000, with at most 6 decimals, e.g. "1.01".',
    });
    return z.NEVER;
  });

/** An amount in GB as text, e.g. `1.01`. */
export function gbText(gb: bigint): string {
  return formatDecimal(gb, GB_SCALE);
}

/** Bytes as a JSON number: exact up to 2^53 (9 PB), above it the nearest that a number holds, off by one in 10^16. */
export function byteNumber(bytes: bigint): number {
  return Number(bytes);
}
