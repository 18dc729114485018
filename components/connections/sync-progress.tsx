'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useState } from 'react';
import type { SyncRunDto } from '@/lib/sync/schemas';
import { formatCount } from '../ui/format';
import { LiveData } from '../ui/live-data';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import { Progress } from '../ui/progress';
import { useRefresh } from '../ui/use-refresh';
import { type Glance, minutesLeft } from './time-left';

const UNITS = ['accounts', 'rows'] as const;

const isRunning = (run: SyncRunDto) => run.status === 'queued' || run.status === 'running';

async function readRun(id: string): Promise<SyncRunDto> {
  const response = await fetch(`/api/v1/sync-runs/${id}`);
  if (!response.ok) throw new Error(`sync run ${id}: ${response.status}`);
  // The server checks its answers against the same schema.
  return (await response.json()) as SyncRunDto;
}

type Words = ReturnType<typeof useTranslations<'connections.client'>>;

function sentence(run: SyncRunDto, t: Words): string {
  if (run.status === 'queued') return t('syncQueued');
  if (run.status === 'running') {
    const { done, total, unit } = run.progress;
    if (total <= 0) return t('syncAsking');
    const known = UNITS.find((name) => name === unit);
    return t('syncDone', {
      done: formatCount(done),
      total: formatCount(total),
      unit: known ? t(`units.${known}`) : unit,
    });
  }
  return t('syncEnded', { read: formatCount(run.rowsRead), changed: formatCount(run.rowsChanged) });
}

/** Minutes that the run still takes, from what was seen of it here. */
function useMinutesLeft(run: SyncRunDto): number | null {
  const { done, total, unit } = run.progress;
  const [seen, setSeen] = useState<{ unit: string; first: Glance; last: Glance } | null>(null);
  useEffect(() => {
    const glance = { atMs: Date.now(), done };
    setSeen((before) => (before?.unit === unit ? { ...before, last: glance } : { unit, first: glance, last: glance }));
  }, [done, unit]);
  return seen && run.status === 'running' ? minutesLeft(seen.first, seen.last, total) : null;
}

function Follow({ first, onFinished }: { first: SyncRunDto; onFinished: () => void }) {
  const t = useTranslations('connections.client');
  const refresh = useRefresh();
  const { data: run } = useQuery({
    queryKey: ['sync-run', first.id],
    queryFn: () => readRun(first.id),
    initialData: first,
    refetchInterval: (query) => (query.state.data && isRunning(query.state.data) ? 700 : false),
  });
  const running = isRunning(run);
  const minutes = useMinutesLeft(run);

  const finish = useEffectEvent(() => {
    onFinished();
    void refresh();
  });
  useEffect(() => {
    if (!running) finish();
  }, [running]);

  return (
    <div className="flex flex-col gap-2">
      {running && (
        <Progress
          label={t('sync')}
          done={run.progress.done}
          total={run.status === 'queued' ? null : run.progress.total}
        />
      )}
      <LiveRegion>
        {run.status === 'failed' ? (
          <Notice tone="danger" title={t('syncStopped')}>
            {run.error ?? t('syncNoAnswer')} {t('syncKept')}
          </Notice>
        ) : (
          <p className="figures flex flex-wrap gap-x-3 text-[0.8125rem] text-muted">
            <span>{sentence(run, t)}</span>
            {running && run.rowsRead > 0 && <span>{t('syncRead', { read: formatCount(run.rowsRead) })}</span>}
            {minutes !== null && <span>{t('syncLeft', { minutes })}</span>}
          </p>
        )}
      </LiveRegion>
    </div>
  );
}

/** A sync as it goes on, asked for again and again until it has ended. */
export function SyncProgress(props: { first: SyncRunDto; onFinished: () => void }) {
  return (
    <LiveData>
      <Follow {...props} />
    </LiveData>
  );
}
