import { getLocale, getTimeZone } from 'next-intl/server';
import { type Formats, formatsFor } from './formats';

/** Figures and times as the reader has them, in pages and other async server components. */
export async function getFormats(): Promise<Formats> {
  const [locale, timeZone] = await Promise.all([getLocale(), getTimeZone()]);
  return formatsFor(locale, timeZone);
}
