/** `2026-11` as `November 2026`, in the reader's language. */
export function monthName(month: string, locale: string): string {
  const names = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return names.format(new Date(`${month}-01T00:00:00Z`));
}
