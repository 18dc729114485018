'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AsOf } from '../ui/as-of';
import { formatCount } from '../ui/format';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { StatusBadge } from '../ui/status-badge';
import { useAct } from '../ui/use-act';

/** The hash chain as it was when it was last checked. */
export type ChainCheck = {
  at: string;
  sealed: number;
  waiting: number;
  head: string;
  broken: { eventId: string; sealNo: string; reason: string } | null;
};

/** Whether the chain of events is whole, as of when, and a way to prove it again. */
export function ChainState({ first, check }: { first: ChainCheck | null; check: () => Promise<Outcome<ChainCheck>> }) {
  const t = useTranslations('audit.client');
  const [state, setState] = useState(first);
  const { act, pending, problem } = useAct(t('unreachable'));
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {state === null ? (
          <p className="text-muted">{t('notChecked')}</p>
        ) : (
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1" aria-live="polite">
            <StatusBadge tone={state.broken ? 'danger' : 'success'}>
              {state.broken ? t('broken') : t('whole')}
            </StatusBadge>
            <span className="figures">{t('sealed', { count: formatCount(state.sealed) })}</span>
            {state.waiting > 0 && (
              <span className="figures text-muted">{t('waiting', { count: formatCount(state.waiting) })}</span>
            )}
            <AsOf at={state.at} text={(time) => t.rich('checked', { time: () => time })} />
          </p>
        )}
        <button
          type="button"
          className="button button--outline button--sm ms-auto"
          disabled={pending}
          onClick={() => act(check, setState)}
        >
          {pending ? t('checking') : state === null ? t('checkNow') : t('checkAgain')}
        </button>
      </div>
      {state?.broken && (
        <Notice tone="danger" title={t('brokenTitle')} role="alert">
          {t('brokenDetail', {
            event: state.broken.eventId,
            place: state.broken.sealNo,
            reason: state.broken.reason,
          })}
        </Notice>
      )}
      {state && !state.broken && state.sealed > 0 && (
        <p className="text-xs text-muted">
          {t.rich('head', {
            hash: state.head,
            code: (hash) => <code className="font-mono wrap-anywhere">{hash}</code>,
          })}
        </p>
      )}
      <ProblemNotice problem={problem} />
    </div>
  );
}
