import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state';

export default function NotFound() {
  const t = useTranslations('layout');
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        page
        title={t('pageNotFound')}
        action={
          <Link href="/" className="button button--primary">
            {t('toOverview')}
          </Link>
        }
      >
        <p>{t('notFoundHint')}</p>
      </EmptyState>
    </main>
  );
}
