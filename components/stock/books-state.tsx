import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { LastCheckDto } from '@/lib/ledger/schemas';
import { Notice } from '../ui/notice';
import { Panel } from '../ui/panel';
import { RelativeTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';

const SHOWN = 3;

/** How the nightly check of the ledger ended: fine and when, or what is broken and what to do. */
export function BooksState({ check }: { check: LastCheckDto }) {
  const t = useTranslations('stock.books');
  const parts = {
    time: () => <RelativeTime at={check.at ?? ''} />,
    code: (text: ReactNode) => <code className="text-[0.9em]">{text}</code>,
  };
  if (check.state === 'broken') {
    return (
      <Notice tone="danger" title={t('broken', { count: check.found })}>
        <ul className="mt-1 list-disc ps-4">
          {check.problems.slice(0, SHOWN).map(({ rule, subject, detail }) => (
            <li key={`${rule}-${subject}`}>
              {rule}: {subject}, {detail}
            </li>
          ))}
        </ul>
        <p className="mt-1">{t.rich('since', parts)}</p>
      </Notice>
    );
  }
  if (check.stale) return <Notice tone="warning">{t.rich('stale', parts)}</Notice>;
  return (
    <Panel title={t('title')} action={check.state === 'ok' && <StatusBadge tone="success">{t('holds')}</StatusBadge>}>
      <p className="text-[0.8125rem] text-muted">{check.state === 'ok' ? t.rich('ok', parts) : t('never')}</p>
    </Panel>
  );
}
