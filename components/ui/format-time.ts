import { DEFAULT_LOCALE, type Locale } from '@/lib/core/locales';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A calendar day `YYYY-MM-DD` as `21 Nov` or, with its year, `21 Nov 2026`. No zone takes part. */
export function dayText(day: string, withYear = true, locale: Locale = DEFAULT_LOCALE): string {
  const [year, month, date] = day.split('-');
  if (locale !== 'en') return `${withYear ? `${year}年` : ''}${Number(month)}月${Number(date)}日`;
  const text = `${Number(date)} ${MONTHS[Number(month) - 1] ?? ''}`;
  return withYear ? `${text} ${year}` : text;
}

/** A calendar day where room is scarce, such as under a chart: `21 Nov`, `11/21`. */
export function tickText(day: string, locale: Locale = DEFAULT_LOCALE): string {
  const [, month, date] = day.split('-');
  return locale === 'en' ? dayText(day, false) : `${Number(month)}/${Number(date)}`;
}

/** The month of a calendar day: `Nov`, or `2027` in January. */
export function monthText(day: string, locale: Locale = DEFAULT_LOCALE): string {
  const [year = '', month] = day.split('-');
  if (locale !== 'en') return month === '01' ? `${year}年` : `${Number(month)}月`;
  return month === '01' ? year : (MONTHS[Number(month) - 1] ?? '');
}

type Distance = { count: number; unit: 'minute' | 'hour' | 'day' };

/** The largest whole unit; `null` for less than a minute. */
function distance(seconds: number): Distance | null {
  if (seconds < 45) return null;
  if (seconds < 3570) return { count: Math.max(1, Math.round(seconds / 60)), unit: 'minute' };
  if (seconds < 84_600) return { count: Math.round(seconds / 3600), unit: 'hour' };
  return { count: Math.round(seconds / 86_400), unit: 'day' };
}

const JUST_NOW: Record<Locale, string> = { en: 'just now', 'zh-CN': '刚刚', ja: 'たった今' };

/** English is shorter than what Intl says: `5 min ago`, `1 h ago`, `2 days ago`. */
function englishDistance({ count, unit }: Distance): string {
  const word = { minute: 'min', hour: 'h', day: count === 1 ? 'day' : 'days' }[unit];
  return `${count} ${word}`;
}

/** How far an instant lies from now, in the largest whole unit, e.g. `5 min ago`, `in 2 days`. */
export function relativeText(at: Date, now: Date, locale: Locale = DEFAULT_LOCALE): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000);
  const away = distance(Math.abs(seconds));
  if (away === null) return JUST_NOW[locale];
  if (locale === 'en') return seconds >= 0 ? `${englishDistance(away)} ago` : `in ${englishDistance(away)}`;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'long' });
  // Chinese and Japanese take no space between a figure and its counter.
  return format.format(seconds >= 0 ? -away.count : away.count, away.unit).replaceAll(' ', '');
}

/** An instant in a zone, e.g. `21 Nov 2026, 09:30`. */
export function instantText(at: Date, timeZone: string, locale: Locale = DEFAULT_LOCALE): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      day: 'numeric',
      month: 'numeric',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const day = dayText(`${parts.year}-${parts.month}-${parts.day}`, true, locale);
  return `${day}${locale === 'en' ? ',' : ''} ${parts.hour}:${parts.minute}`;
}

/** The time of day on this computer's clock, e.g. `09:30`: in the browser the reader's own. */
export function clockText(at: Date): string {
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
}
