import { isTimeZone } from '@/lib/core/calendar-date';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/core/locales';

/** Whom a letter goes to, and how that person reads. */
export type LetterReader = { name: string; email: string; locale: Locale; timeZone: string };

type Person = {
  name: string;
  email: string;
  /** What the person chose. */
  locale: string | null;
  /** What the person's browser was shown at the last sign-in. */
  shownLocale: string | null;
  timeZone: string | null;
};

/**
 * The language and zone that a person has chosen. Without a choice the language that pages were in when the person signed in,
 * else `otherwise` (the page that asks for the letter, or who writes), else the product's own; and UTC.
 */
export function letterReader(person: Person, otherwise: Locale = DEFAULT_LOCALE): LetterReader {
  const { name, email, locale, shownLocale, timeZone } = person;
  return {
    name,
    email,
    locale: [locale, shownLocale].find(isLocale) ?? otherwise,
    timeZone: timeZone !== null && isTimeZone(timeZone) ? timeZone : 'UTC',
  };
}

/** An instant on the reader's clock with its zone: `2026-11-22 15:00 GMT+9`, `2026年11月22日 15:00 JST`. */
export function letterTime(at: Date, { locale, timeZone }: LetterReader): string {
  const clock = new Intl.DateTimeFormat(locale, {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  const day =
    locale === 'en'
      ? `${part.year}-${part.month}-${part.day}`
      : `${part.year}年${Number(part.month)}月${Number(part.day)}日`;
  return `${day} ${part.hour}:${part.minute} ${part.timeZoneName}`;
}
