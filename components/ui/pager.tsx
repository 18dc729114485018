import Link from 'next/link';
import { useTranslations } from 'next-intl';

/** On to the next page of a list kept by key, and back to its beginning. */
export function Pager({ first, next, count }: { first: string | null; next: string | null; count: number }) {
  const t = useTranslations('ui');
  if (first === null && next === null) return null;
  return (
    <nav
      aria-label={t('pages')}
      className="flex items-center justify-between gap-3 border-t border-separator px-4 py-2.5 sm:px-5"
    >
      <p className="text-xs text-muted">{t('shown', { count })}</p>
      <div className="flex gap-2">
        {first !== null && (
          <Link href={first} className="button button--outline button--sm">
            {t('firstPage')}
          </Link>
        )}
        {next !== null && (
          <Link href={next} className="button button--outline button--sm">
            {t('nextPage')}
          </Link>
        )}
      </div>
    </nav>
  );
}
