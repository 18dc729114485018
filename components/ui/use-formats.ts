import { useLocale, useTimeZone } from 'next-intl';
import { type Formats, formatsFor } from './formats';

/** Figures and times as the reader has them, in client components and in server components that are not async. */
export function useFormats(): Formats {
  return formatsFor(useLocale(), useTimeZone() ?? 'UTC');
}
