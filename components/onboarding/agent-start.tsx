import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { AgentStartDto } from '@/lib/overview/guide-schemas';
import { Notice } from '../ui/notice';

/** How an agent begins, until the first order. */
export function AgentStart({ hasCustomers }: AgentStartDto) {
  const t = useTranslations('onboarding.agent');
  const link = (text: ReactNode) => (
    <Link href="/customers" className="link font-semibold">
      {text}
    </Link>
  );
  return (
    <div className="mb-4">
      <Notice title={t('title')}>{t.rich(hasCustomers ? 'sell' : 'empty', { link })}</Notice>
    </div>
  );
}
