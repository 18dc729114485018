import { useTranslations } from 'next-intl';
import { NotFoundState } from '@/components/layout/not-found-state';

export default function NotFound() {
  const t = useTranslations('layout');
  return (
    <main className="grid min-h-dvh place-items-center">
      <NotFoundState title={t('pageNotFound')} />
    </main>
  );
}
