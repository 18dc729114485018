'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ConnectionTestDto } from '@/lib/connections/schemas';
import { LiveRegion } from '../ui/live-region';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { StatusBadge } from '../ui/status-badge';
import { useAct } from '../ui/use-act';

/** Asks the provider with reading calls only, and says plainly what came of each. */
export function TestPanel({ test }: { test: () => Promise<Outcome<ConnectionTestDto>> }) {
  const t = useTranslations('connections.client');
  const [result, setResult] = useState<ConnectionTestDto | null>(null);
  const { act, pending, problem } = useAct(t('testLost'));
  return (
    <div className="flex flex-col gap-3">
      <button
        type="button"
        className="button button--outline self-start"
        disabled={pending}
        onClick={() => act(test, setResult)}
      >
        {pending ? t('testing') : t('testConnection')}
      </button>
      <LiveRegion>
        {result && !pending && (
          <div className="flex flex-col gap-3">
            <p className="text-[0.8125rem]">{result.detail}</p>
            <ul className="flex flex-col gap-2">
              {result.checks.map((check) => (
                <li key={check.name} className="grid grid-cols-[auto_1fr_auto] items-start gap-x-3 text-[0.8125rem]">
                  <StatusBadge tone={check.ok ? 'success' : 'danger'}>{check.ok ? t('works') : t('fails')}</StatusBadge>
                  <span className="min-w-0 wrap-anywhere">
                    <span className="block font-medium">{check.name}</span>
                    <span className="block text-muted">{check.detail}</span>
                  </span>
                  <span className="figures text-xs text-muted">{check.latencyMs} ms</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </LiveRegion>
      <ProblemNotice problem={problem} />
    </div>
  );
}
