import 'server-only';
import type { Locale } from '@/lib/core/locales';
import { knownProviderWords } from './provider-words';
import { inLanguage, quotesPerson } from './sentences';

/** A translation of the provider's words in a text, with the provider's code where it stands apart; null without any. */
export function besideIn(text: string, locale: Locale, code: string | null = null): string | null {
  return quotesPerson(text) ? null : knownProviderWords(text, locale, code);
}

/** A sentence of ours in the reader's language, with a translation behind the provider's words that it ends in. */
export function toldIn(text: string, locale: Locale): string {
  const [said, beside] = [inLanguage(text, locale), besideIn(text, locale)];
  if (beside === null) return said;
  return locale === 'en' ? `${said} (${beside})` : `${said}（${beside}）`;
}
