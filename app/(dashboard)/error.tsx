'use client';

import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { ReloadWhenBack } from '@/components/ui/reload-when-back';

export default function DashboardError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('layout.client');
  return (
    <div className="panel" role="alert">
      <ReloadWhenBack />
      <EmptyState
        page
        title={t('errorTitle')}
        action={
          <button type="button" className="button button--primary" onClick={reset}>
            {t('tryAgain')}
          </button>
        }
      >
        <p>{t('errorHint', { code: error.digest ? 'yes' : 'no' })}</p>
        {error.digest && <p className="mt-1 font-mono text-xs">{error.digest}</p>}
      </EmptyState>
    </div>
  );
}
