'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import type { AssignSuggestedDto, AssignSuggestedRequest, SuggestionDto } from '@/lib/customers/suggestion-schemas';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { SuggestionRow, type Target, targetOf } from './suggestion-row';

type AssignSuggested = (input: AssignSuggestedRequest) => Promise<Outcome<AssignSuggestedDto>>;

/** What came of it, in words. */
function Result({ outcome }: { outcome: Outcome<AssignSuggestedDto> | 'lost' | null }) {
  const t = useTranslations('onboarding.suggest');
  if (outcome === null) return null;
  if (outcome === 'lost') return <Notice tone="warning">{t('lost')}</Notice>;
  if (!outcome.ok) return <Notice tone="danger">{outcome.message}</Notice>;
  const { assigned, created, already, left } = outcome.data;
  return (
    <Notice tone={left.length > 0 ? 'warning' : 'info'}>
      <p>{t('assigned', { count: assigned, customers: created })}</p>
      {already > 0 && <p>{t('already', { count: already })}</p>}
      {left.map(({ name, why }) => (
        <p key={`${why} ${name}`}>{t(`left.${why}`, { name })}</p>
      ))}
    </Notice>
  );
}

/** Proposals to accept one by one or all at once; what is skipped stays as it is and comes again next time. */
export function SuggestionList({ data, assign }: { data: readonly SuggestionDto[]; assign: AssignSuggested }) {
  const t = useTranslations('onboarding.suggest');
  const router = useRouter();
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const [outcome, setOutcome] = useState<Outcome<AssignSuggestedDto> | 'lost' | null>(null);
  const [busy, startTransition] = useTransition();
  const rows = data.filter(({ key }) => !skipped.has(key));
  const clear = rows.flatMap((row) => {
    const to = targetOf(row);
    return to ? [{ accountIds: row.accounts.map(({ id }) => id), to }] : [];
  });
  const count = clear.reduce((sum, { accountIds }) => sum + accountIds.length, 0);

  async function send(items: AssignSuggestedRequest['items']): Promise<Outcome<AssignSuggestedDto>> {
    const answer = await assign({ items });
    setOutcome(answer);
    return answer;
  }
  const acceptAll = () =>
    startTransition(async () => {
      try {
        await send(clear);
      } catch {
        setOutcome('lost');
        router.refresh();
      }
    });
  const acceptOne = (row: SuggestionDto, to: Target) => send([{ accountIds: row.accounts.map(({ id }) => id), to }]);

  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 pb-3 sm:px-5">
        <p className="min-w-0 text-[0.8125rem] text-muted">
          {skipped.size > 0 && (
            <>
              {t('skipped', { count: skipped.size })}{' '}
              <button type="button" className="link" onClick={() => setSkipped(new Set())}>
                {t('showAgain')}
              </button>
            </>
          )}
        </p>
        {count > 0 && (
          <button type="button" className="button button--primary" disabled={busy} onClick={acceptAll}>
            {busy ? t('assigning') : t('acceptAll', { count })}
          </button>
        )}
      </div>
      <LiveRegion>
        {outcome && (
          <div className="px-4 pb-3 sm:px-5">
            <Result outcome={outcome} />
          </div>
        )}
      </LiveRegion>
      <ul aria-label={t('list')}>
        {rows.map((row) => (
          <SuggestionRow
            key={row.key}
            suggestion={row}
            busy={busy}
            assign={(to) => acceptOne(row, to)}
            skip={() => setSkipped(new Set([...skipped, row.key]))}
          />
        ))}
      </ul>
    </>
  );
}
