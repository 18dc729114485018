'use client';

import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Outcome } from '../ui/outcome';
import { useAct } from '../ui/use-act';

/** Seconds until trying again helps, counted down on the screen; 0 when there is nothing to wait for. */
function useCountdown(seconds: number | null | undefined): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (!seconds) return setLeft(0);
    const end = Date.now() + seconds * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return left;
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Reads one account anew, now. The provider's cool-down may refuse it, and then says so. */
export function RefreshButton({
  accountId,
  label,
  refresh,
}: {
  accountId: string;
  label: string;
  refresh: (accountId: string) => Promise<Outcome<unknown>>;
}) {
  const t = useTranslations('customers.client');
  const { act, pending, problem } = useAct(t('lost'));
  const left = useCountdown(problem?.retryAfterSeconds);
  return (
    <span className="inline-flex items-center gap-1">
      <button
        type="button"
        className="button button--ghost button--icon-only button--sm size-6 min-w-6 [&>svg]:size-3.5!"
        aria-label={t('readAccountAgain', { account: label })}
        title={t('readAgain')}
        disabled={pending || left > 0}
        onClick={() =>
          act(
            () => refresh(accountId),
            () => undefined,
          )
        }
      >
        <RefreshCw aria-hidden="true" className={pending ? 'motion-safe:animate-spin' : undefined} />
      </button>
      <span role="status" className="max-w-40 text-left text-xs text-danger-soft-foreground">
        {left > 0 ? t('readAMomentAgo') : problem?.retryAfterSeconds ? '' : problem?.message}
      </span>
      {left > 0 && (
        <span className="figures text-xs text-muted" title={problem?.message}>
          {t('againIn', { clock: clock(left) })}
        </span>
      )}
    </span>
  );
}
