/** Text of figures, the same on the server and in the browser: fixed locale, fixed rounding, no zone of the machine. */

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
export function exactBytes(bytes: number, base: ByteBase = 1024): string {
  return `${plain.format(bytes)} bytes; 1 GB = ${plain.format(base)} MB`;
}

/** A decimal text with thousands separated; digits are never lost, only zeros added up to `minDecimals`. */
export function groupDigits(decimal: string, minDecimals = 0): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const digits = fraction.padEnd(minDecimals, '0');
  return digits === '' ? grouped : `${grouped}.${digits}`;
}

/** The change from one figure to another in per cent, e.g. `+12 %`; `null` when there is nothing to compare with. */
export function formatChange(now: number, before: number | null): string | null {
  if (before === null || before === 0) return null;
  const change = Math.round(((now - before) / before) * 100);
  if (change === 0) return 'no change';
  return `${change > 0 ? '+' : '−'}${plain.format(Math.abs(change))} %`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A calendar day `YYYY-MM-DD` as `21 Nov` or, with its year, `21 Nov 2026`. No zone takes part. */
export function dayText(day: string, withYear = true): string {
  const [year, month, date] = day.split('-');
  const text = `${Number(date)} ${MONTHS[Number(month) - 1] ?? ''}`;
  return withYear ? `${text} ${year}` : text;
}

/** The month of a calendar day: `Nov`, or `2027` in January. */
export function monthText(day: string): string {
  const [year = '', month] = day.split('-');
  return month === '01' ? year : (MONTHS[Number(month) - 1] ?? '');
}

/** How far an instant lies from now, in the largest whole unit, e.g. `5 min ago`, `in 2 days`. */
export function relativeText(at: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000);
  const size = Math.abs(seconds);
  const [count, unit] =
    size < 45
      ? [0, '']
      : size < 3570
        ? [Math.max(1, Math.round(size / 60)), 'min']
        : size < 84_600
          ? [Math.round(size / 3600), 'h']
          : [Math.round(size / 86_400), 'day'];
  if (unit === '') return 'just now';
  const text = `${count} ${unit}${unit === 'day' && count !== 1 ? 's' : ''}`;
  return seconds >= 0 ? `${text} ago` : `in ${text}`;
}

/** An instant in a zone, e.g. `21 Nov 2026, 09:30`. */
export function instantText(at: Date, timeZone: string): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.day} ${parts.month} ${parts.year}, ${parts.hour}:${parts.minute}`;
}
