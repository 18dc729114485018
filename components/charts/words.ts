import { DEFAULT_LOCALE, type Locale } from '@/lib/core/locales';
import english from '@/messages/en/plain/chart-words.json';

/** The words of a chart, which go with its figures to the browser. */
export type ChartWords = typeof english;

/** What a chart says where nobody gave it other words, e.g. the API's figures and tests. */
export const ENGLISH: ChartWords = english;

type Said = { words?: ChartWords; locale?: Locale };

/** The words that a chart was given; English where it was given none. */
export function wordsOf({ words, locale }: Said): { words: ChartWords; locale: Locale } {
  return { words: words ?? ENGLISH, locale: locale ?? DEFAULT_LOCALE };
}

/** A text with its values. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));
}
