import { divideRounded, formatDecimal, parseDecimal } from './decimal';

/** Integer minor units of an ISO 4217 currency. */
export type Money = { minor: bigint; currency: string };

/** Money as the HTTP API speaks it: a decimal string and the currency. */
export type MoneyText = { amount: string; currency: string };

/** Decimals of a price per GB: finer than a cent, since traffic is often sold below one. */
export const PRICE_SCALE = 6;

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** True for a known ISO 4217 code in capitals. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

const digitsOf = new Map<string, number>();

/** Number of minor digits of a currency (USD 2, JPY 0). Throws RangeError for an unknown code shape. */
export function minorDigits(currency: string): number {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    // Making a format costs more than all the arithmetic around it, so each is made once.
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digitsOf.set(currency, digits);
  }
  return digits;
}

/** Parses `{amount, currency}`; `null` when it is no decimal, finer than the minor unit, or an unknown currency. */
export function parseMoney(text: MoneyText): Money | null {
  if (!isCurrency(text.currency)) return null;
  const minor = parseDecimal(text.amount, minorDigits(text.currency));
  return minor === null ? null : { minor, currency: text.currency };
}

/** Money as text with the currency's full minor digits, e.g. `12.50`. */
export function formatMoney(money: Money): MoneyText {
  const digits = minorDigits(money.currency);
  return { amount: formatDecimal(money.minor, digits, digits), currency: money.currency };
}

/** Price of an amount in GB (integers at GB_SCALE and PRICE_SCALE), rounded half up to the minor unit once. */
export function priceOf(gb: bigint, pricePerGb: bigint, currency: string): Money {
  const digits = minorDigits(currency);
  return { minor: divideRounded(gb * pricePerGb * 10n ** BigInt(digits), 10n ** 12n), currency };
}

/** A price per GB as text: at least the minor digits, more where the price is finer. */
export function formatPrice(price: bigint, currency: string): MoneyText {
  return { amount: formatDecimal(price, PRICE_SCALE, minorDigits(currency)), currency };
}

/** Parses a price per GB to an integer at PRICE_SCALE; `null` when invalid or negative. */
export function parsePrice(text: MoneyText): { price: bigint; currency: string } | null {
  if (!isCurrency(text.currency)) return null;
  const price = parseDecimal(text.amount, PRICE_SCALE);
  return price === null || price < 0n ? null : { price, currency: text.currency };
}
