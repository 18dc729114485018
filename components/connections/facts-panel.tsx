import { useTranslations } from 'next-intl';
import type { ProviderInfo } from '@/lib/connections/types';
import { Facts } from '../ui/facts';
import { Said } from '../ui/said';

function Lines({ lines }: { lines: readonly string[] }) {
  const t = useTranslations('connections.page');
  if (lines.length === 0) return t('nothing');
  return (
    <ul className="flex flex-col gap-1">
      {lines.map((line) => (
        <li key={line}>
          <Said text={line} />
        </li>
      ))}
    </ul>
  );
}

/** What is known of a provider before any call, and what is not. */
export function FactsPanel({ facts }: { facts: ProviderInfo['facts'] }) {
  const t = useTranslations('connections.page');
  return (
    <Facts
      items={[
        { label: t('unit'), value: <Said text={facts.unitBase} /> },
        { label: t('itsDay'), value: <Said text={facts.dayBoundary} /> },
        { label: t('history'), value: <Said text={facts.history} /> },
        { label: t('freshness'), value: <Said text={facts.freshness} /> },
        { label: t('safeToRepeat'), value: <Lines lines={facts.replaySafe} /> },
        { label: t('neverRepeated'), value: <Lines lines={facts.notReplaySafe} /> },
        { label: t('notKnown'), value: <Lines lines={facts.doubts} /> },
      ]}
    />
  );
}
