'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useState } from 'react';
import type { SyncRunDto } from '@/lib/sync/schemas';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';

const SyncProgress = dynamic(() => import('./sync-progress').then((module) => module.SyncProgress), { ssr: false });

/** Starts a sync, or joins the one that runs, and shows how far it has come. */
export function SyncButton({
  running,
  start,
}: {
  /** The run that is under way as the page is shown. */
  running: SyncRunDto | null;
  start: () => Promise<Outcome<SyncRunDto>>;
}) {
  const t = useTranslations('connections.client');
  const [run, setRun] = useState(running);
  const [active, setActive] = useState(running !== null);
  const { act, pending, problem } = useAct(t('syncLost'));
  const begin = (started: SyncRunDto) => {
    setRun(started);
    setActive(true);
  };
  // One that began elsewhere is followed as well.
  const runId = running?.id;
  const follow = useEffectEvent(() => running && begin(running));
  useEffect(() => {
    if (runId !== undefined) follow();
  }, [runId]);
  return (
    <div className="flex flex-col gap-3">
      <button
        type="button"
        className="button button--primary self-start"
        disabled={pending || active}
        onClick={() => act(start, begin)}
      >
        {pending || active ? t('syncing') : t('syncNow')}
      </button>
      {run && <SyncProgress key={run.id} first={run} onFinished={() => setActive(false)} />}
      <ProblemNotice problem={problem} />
    </div>
  );
}
