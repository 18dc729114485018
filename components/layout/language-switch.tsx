import { useLocale, useTranslations } from 'next-intl';
import { LOCALE_NAMES, LOCALES } from '@/lib/core/locales';

/** The languages to choose from, each in its own words. It works without a script. */
export function LanguageSwitch({ choose }: { choose: (form: FormData) => Promise<void> }) {
  const t = useTranslations('layout');
  const current = useLocale();
  return (
    <form action={choose}>
      <fieldset className="flex gap-0.5">
        <legend className="sr-only">{t('language')}</legend>
        {LOCALES.map((locale) => (
          <button
            key={locale}
            type="submit"
            name="locale"
            value={locale}
            lang={locale}
            aria-pressed={locale === current}
            className="rounded-md px-2 py-1.5 text-xs whitespace-nowrap text-muted hover:bg-default hover:text-foreground aria-pressed:font-medium aria-pressed:text-foreground"
          >
            {LOCALE_NAMES[locale]}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
