import { DEFAULT_LOCALE, type Locale } from '@/lib/core/locales';

/**
 * Text of figures, the same on the server and in the browser: fixed rounding, no zone of the machine. English, Chinese and
 * Japanese write digits alike, so only what carries words takes a language; `useFormats` and `getFormats` bind the reader's.
 */

/** Bytes of a kilobyte: 1024 where the source counts in powers of two, 1000 where it counts in powers of ten. */
export type ByteBase = 1000 | 1024;

export type Figure = { value: string; unit: string };

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A whole number with thousands separated. */
export function formatCount(value: number): string {
  return plain.format(value);
}

/** Bytes of one unit, e.g. of `GB`. */
export function unitBytes(unit: string, base: ByteBase): number {
  return base ** Math.max(0, UNITS.indexOf(unit as (typeof UNITS)[number]));
}

/** The unit a figure of this size reads best in; GB is kept from 10 MB to 10,000 GB, so that columns compare. */
export function unitFor(bytes: number, base: ByteBase): string {
  const size = Math.abs(bytes);
  const gb = base ** 3;
  if (size >= gb * 10_000) return 'TB';
  if (size >= gb / 100 || size === 0) return 'GB';
  if (size >= base ** 2 / 100) return 'MB';
  return size >= base ? 'KB' : 'B';
}

/** Bytes as a figure of two decimals and its unit. `unit` fixes the unit. */
export function formatBytes(bytes: number, base: ByteBase = 1024, unit: string = unitFor(bytes, base)): Figure {
  const value = bytes / unitBytes(unit, base);
  return { value: unit === 'B' ? plain.format(value) : cents.format(value), unit };
}

/** The same in one text, e.g. `1.01 GB`. */
export function bytesText(bytes: number, base: ByteBase = 1024): string {
  const { value, unit } = formatBytes(bytes, base);
  return `${value} ${unit}`;
}

/** What is hidden by rounding: the exact bytes and what a GB is here. */
export function exactBytes(bytes: number, base: ByteBase = 1024, locale: Locale = DEFAULT_LOCALE): string {
  const count = plain.format(bytes);
  const unit = `1 GB = ${plain.format(base)} MB`;
  switch (locale) {
    case 'en':
      return `${count} bytes; ${unit}`;
    case 'zh-CN':
      return `${count} 字节；${unit}`;
    case 'ja':
      return `${count} バイト（${unit}）`;
  }
}

/** A decimal text with thousands separated; digits are never lost, only zeros added up to `minDecimals`. */
export function groupDigits(decimal: string, minDecimals = 0): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const digits = fraction.padEnd(minDecimals, '0');
  return digits === '' ? grouped : `${grouped}.${digits}`;
}

const NO_CHANGE: Record<Locale, string> = { en: 'no change', 'zh-CN': '持平', ja: '増減なし' };

/** The change from one figure to another in per cent, e.g. `+12 %`; `null` when there is nothing to compare with. */
export function formatChange(now: number, before: number | null, locale: Locale = DEFAULT_LOCALE): string | null {
  if (before === null || before === 0) return null;
  const change = Math.round(((now - before) / before) * 100);
  if (change === 0) return NO_CHANGE[locale];
  return `${change > 0 ? '+' : '−'}${plain.format(Math.abs(change))}${locale === 'en' ? ' ' : ''}%`;
}

export { dayText, instantText, monthText, relativeText } from './format-time';
