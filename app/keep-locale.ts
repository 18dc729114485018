import 'server-only';
import { cookies } from 'next/headers';
import type { Locale } from '@/lib/core/locales';
import { LOCALE_COOKIE } from './request-language';

const YEAR_SECONDS = 365 * 86_400;

/** Keeps a language in this browser too, so that its sign-in page greets in it; `null` leaves it to the browser's own. */
export async function keepLocale(locale: Locale | null): Promise<void> {
  const jar = await cookies();
  if (locale === null) jar.delete(LOCALE_COOKIE);
  else jar.set(LOCALE_COOKIE, locale, { maxAge: YEAR_SECONDS, sameSite: 'lax', path: '/' });
}
