import { getLocale } from 'next-intl/server';
import { knownProviderWords } from '@/messages/provider-words';
import { inLanguage } from '@/messages/sentences';

/**
 * How a server component says what `lib` keeps in English (reasons, evidence, details) and what providers said: `say` gives the
 * reader's language, `beside` a translation of a provider's words, or null. Client components get the result as props.
 */
export async function getSaying() {
  const locale = await getLocale();
  return {
    say: (text: string) => inLanguage(text, locale),
    beside: (words: string) => knownProviderWords(words, locale),
  };
}
