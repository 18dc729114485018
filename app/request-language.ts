import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { currentPreferences } from '@/lib/auth';
import { isTimeZone } from '@/lib/core/calendar-date';
import { isLocale, type Locale, localeOfHeader } from '@/lib/core/locales';
import { log } from '@/lib/infra/log';
import { messagesIn } from '@/messages';

export const LOCALE_COOKIE = 'gigatill.locale';
/** Set by the browser itself (`ZoneKeeper`), so that the server can write times as the reader's clock has them. */
export const ZONE_COOKIE = 'gigatill.zone';

async function preferences(): ReturnType<typeof currentPreferences> {
  try {
    return await currentPreferences();
  } catch (error) {
    // Without a database the page that says so still needs a language.
    log().debug({ err: error }, 'preferences not read');
    return { locale: null, timeZone: null };
  }
}

/** What a visitor's browser asks for: the language chosen at signing in, else its own. */
async function localeOfBrowser(): Promise<Locale> {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  return isLocale(chosen) ? chosen : localeOfHeader((await headers()).get('accept-language'));
}

async function zoneOfBrowser(): Promise<string> {
  const zone = decodeURIComponent((await cookies()).get(ZONE_COOKIE)?.value ?? '');
  return zone.length <= 64 && isTimeZone(zone) ? zone : 'UTC';
}

/**
 * Language and time zone of a request: the signed-in person's choice, else the browser's. The zone `UTC` stands for a browser
 * that has not told its own yet.
 */
export default getRequestConfig(async ({ locale: asked }) => {
  const chosen = await preferences();
  const locale = asked ?? chosen.locale ?? (await localeOfBrowser());
  return { locale, messages: messagesIn(locale), timeZone: chosen.timeZone ?? (await zoneOfBrowser()) };
});
