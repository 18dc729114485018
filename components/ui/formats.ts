import type { Locale } from '@/lib/core/locales';
import { type ByteBase, bytesText, exactBytes, formatChange, formatCount } from './format';
import { dayText, instantText, monthText, relativeText } from './format-time';

/** The ways to write figures and times for one reader. */
export function formatsFor(locale: Locale, timeZone: string) {
  return {
    locale,
    timeZone,
    /** A whole number with thousands separated. */
    count: formatCount,
    bytes: bytesText,
    exactBytes: (bytes: number, base?: ByteBase) => exactBytes(bytes, base, locale),
    change: (now: number, before: number | null) => formatChange(now, before, locale),
    /** A provider's day as it is: no zone takes part. */
    day: (day: string) => dayText(day, true, locale),
    dayOfYear: (day: string) => dayText(day, false, locale),
    month: (day: string) => monthText(day, locale),
    /** An instant on the reader's clock. */
    instant: (at: string | Date) => instantText(new Date(at), timeZone, locale),
    relative: (at: string | Date, now: Date) => relativeText(new Date(at), now, locale),
  };
}

export type Formats = ReturnType<typeof formatsFor>;
