import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { EmptyState } from '../ui/empty-state';

/** What is said where nothing is found, with the way back to the overview. */
export function NotFoundState({ title }: { title: string }) {
  const t = useTranslations('layout');
  return (
    <EmptyState
      page
      title={title}
      action={
        <Link href="/" className="button button--primary">
          {t('toOverview')}
        </Link>
      }
    >
      <p>{t('notFoundHint')}</p>
    </EmptyState>
  );
}
