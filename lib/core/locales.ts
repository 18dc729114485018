/** The languages of the screens. English is the source; the HTTP API and logs speak English only. */
export const LOCALES = ['en', 'zh-CN', 'ja'] as const;

export type Locale = (typeof LOCALES)[number];

export const DEFAULT_LOCALE: Locale = 'en';

/** Each language in its own words, as people look for it. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', 'zh-CN': '简体中文', ja: '日本語' };

/** True for one of the languages of the screens. */
export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/** The languages of an `Accept-Language` header, most wanted first. */
function wanted(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const weight = options.find((option) => option.startsWith('q='));
      return { tag, weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

/** The best of our languages for an `Accept-Language` header. Every kind of Chinese reads the simplified one. */
export function localeOfHeader(header: string | null): Locale {
  for (const tag of wanted(header ?? '')) {
    const found = LOCALES.find((locale) => locale.split('-')[0] === tag.split('-')[0]);
    if (found) return found;
  }
  return DEFAULT_LOCALE;
}
