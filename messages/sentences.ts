import 'server-only';
import type { Locale } from '@/lib/core/locales';
import { sentences as ja } from './ja/sentences';
import { sentences as zhCN } from './zh-CN/sentences';

/** Sentences by their English, values as `{0}`, `{1}`. */
export type Sentences = Record<string, string>;

const CATALOGUES: Record<Exclude<Locale, 'en'>, Sentences> = { 'zh-CN': zhCN, ja };

/** All translations of a language, for the test that compares them with what is said. */
export function sentencesIn(locale: Exclude<Locale, 'en'>): Sentences {
  return CATALOGUES[locale];
}

type Pattern = { shape: RegExp; order: number[]; translation: string };
type Found = { text: string; quotes: boolean };
type Book = { whole: ReadonlyMap<string, string>; patterns: readonly Pattern[] };

const HOLE = /\{(\d)\}/g;

/** The same in a translation; `{=0}` is what a person wrote, which stays as it is. */
const FILLED = /\{(=?)(\d)\}/g;

function patternOf([english, translation]: [string, string]): Pattern {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const shape = english
    .split(/\{\d\}/)
    .map(literal)
    .join('(.*?)');
  const order = [...english.matchAll(HOLE)].map(([, index]) => Number(index));
  return { shape: new RegExp(`^${shape}$`, 's'), order, translation };
}

function makeBook(sentences: Sentences): Book {
  const entries = Object.entries(sentences);
  const withHoles = entries.filter(([english]) => /\{\d\}/.test(english));
  // The one with the most words of its own first, so that "{0} was not found." does not swallow a longer sentence.
  withHoles.sort(([a], [b]) => b.replace(HOLE, '').length - a.replace(HOLE, '').length);
  return { whole: new Map(entries), patterns: withHoles.map(patternOf) };
}

const books = new Map<Locale, Book>();

function bookOf(locale: Exclude<Locale, 'en'>): Book {
  const book = books.get(locale) ?? makeBook(CATALOGUES[locale]);
  books.set(locale, book);
  return book;
}

/** Longer texts are a provider's or a person's, not ours. */
const MAX_LENGTH = 1000;

function one(text: string, locale: Exclude<Locale, 'en'>, depth: number): Found | null {
  const { whole, patterns } = bookOf(locale);
  const exact = whole.get(text);
  if (exact !== undefined) return { text: exact, quotes: false };
  for (const { shape, order, translation } of patterns) {
    const values = shape.exec(text)?.slice(1);
    if (!values) continue;
    // A value may be a sentence or a word of ours itself.
    let quotes = false;
    const said = translation.replace(FILLED, (_, asWritten, index) => {
      const value = values[order.indexOf(Number(index))] ?? '';
      const inner = asWritten || depth > 2 ? null : one(value, locale, depth + 1);
      quotes ||= asWritten !== '' || inner?.quotes === true;
      return inner?.text ?? value;
    });
    return { text: said, quotes };
  }
  return null;
}

/**
 * A sentence of ours in the reader's language: what `lib` throws and keeps in English, translated where it is shown. Several
 * sentences in one text are taken one by one; what is not known (a person's note, a provider's words) stays as it is.
 */
export function inLanguage(text: string, locale: Locale): string {
  if (locale === 'en' || text.length > MAX_LENGTH) return text;
  const whole = one(text, locale, 0);
  if (whole !== null) return whole.text;
  const parts = text.split(/(?<=[.?!]) (?=\p{Lu})/u);
  return parts.length === 1
    ? text
    : parts.map((part) => one(part, locale, 0)?.text ?? part).join(locale === 'ja' ? '' : ' ');
}

/** True for a sentence of ours around a person's own words, which no translation may be put beside. */
export function quotesPerson(text: string): boolean {
  return text.length <= MAX_LENGTH && one(text, 'zh-CN', 0)?.quotes === true;
}
