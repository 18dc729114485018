import { getLocale } from 'next-intl/server';
import { inLanguage } from '@/messages/sentences';
import { besideIn, toldIn } from '@/messages/told';

/**
 * How a server component says what `lib` keeps in English (reasons, evidence, details) and what providers said: `say` gives the
 * reader's language, `beside` a translation of a provider's words, or null, `tell` both in one text. Client components get the
 * result as props.
 */
export async function getSaying() {
  const locale = await getLocale();
  return {
    say: (text: string) => inLanguage(text, locale),
    beside: (words: string, code: string | null = null) => besideIn(words, locale, code),
    tell: (text: string) => toldIn(text, locale),
  };
}
