import type { ProviderInfo } from '@/lib/connections/types';
import { Facts } from '../ui/facts';

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return 'Nothing';
  return (
    <ul className="flex flex-col gap-1">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** What is known of a provider before any call, and what is not. */
export function FactsPanel({ facts }: { facts: ProviderInfo['facts'] }) {
  return (
    <Facts
      items={[
        { label: 'Unit', value: facts.unitBase },
        { label: 'Its day', value: facts.dayBoundary },
        { label: 'History', value: facts.history },
        { label: 'Freshness', value: facts.freshness },
        { label: 'Safe to repeat', value: <Lines lines={facts.replaySafe} /> },
        { label: 'Never repeated', value: <Lines lines={facts.notReplaySafe} /> },
        { label: 'Not known', value: <Lines lines={facts.doubts} /> },
      ]}
    />
  );
}
