import { useTranslations } from 'next-intl';
import { NotFoundState } from '@/components/layout/not-found-state';

export default function NotFound() {
  const t = useTranslations('layout');
  return (
    <div className="panel">
      <NotFoundState title={t('notFound')} />
    </div>
  );
}
