import 'server-only';
import type { Locale } from '@/lib/core/locales';
import meanings from './provider-words.json';

/**
 * What the providers are known to say (their documents and what was seen), a row a meaning: a pattern of all words for it, in
 * any case and with or without a full stop, and what they mean in each language. The first row that fits counts.
 */
const KNOWN = meanings.map(({ words, ...said }) => ({
  words: new RegExp(`^(?:${words})[。.!！]?$`, 'iu'),
  said: said satisfies Record<Locale, string>,
}));

const FULL_STOP = /[。.!！]$/u;

/**
 * The parts of a text that may be a provider's words, each with its code before it where there is one: the text itself, and
 * what follows a colon of ours (`IPWeb refused flowReport: 500 余额不足`, `Nothing was sent: NG (210)`).
 */
function candidates(text: string, code: string | null): string[] {
  const tails = [...text.matchAll(/: /g)].map(({ index }) => text.slice(index + 2));
  return [text, ...tails].flatMap((part) => {
    const [, words = part, behind = code] = /^(.*) \(([\w/-]{1,20})\)\.?$/s.exec(part) ?? [];
    const [, before = behind, plain = words] = /^([\w/-]{0,19}\d):? +(.+)$/s.exec(words) ?? [];
    return [...(before === null ? [] : [`${before} ${plain}`]), words, plain].map((one) => one.trim());
  });
}

/**
 * A translation of words that a provider is known to use, alone or at the end of a sentence of ours; `code` is the
 * provider's own beside them. `null` where they are not known, or say the same already.
 */
export function knownProviderWords(text: string, locale: Locale, code: string | null = null): string | null {
  for (const words of candidates(text.trim(), code)) {
    const said = KNOWN.find((one) => one.words.test(words))?.said[locale];
    if (said === undefined) continue;
    return said.toLowerCase() === words.replace(FULL_STOP, '').toLowerCase() ? null : said;
  }
  return null;
}
