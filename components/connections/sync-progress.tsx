'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { SyncRunDto } from '@/lib/sync/schemas';
import { formatCount } from '../ui/format';
import { LiveData } from '../ui/live-data';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import { Progress } from '../ui/progress';

const isRunning = (run: SyncRunDto) => run.status === 'queued' || run.status === 'running';

async function readRun(id: string): Promise<SyncRunDto> {
  const response = await fetch(`/api/v1/sync-runs/${id}`);
  if (!response.ok) throw new Error(`sync run ${id}: ${response.status}`);
  // The server checks its answers against the same schema.
  return (await response.json()) as SyncRunDto;
}

function sentence(run: SyncRunDto): string {
  if (run.status === 'queued') return 'Waiting for its turn';
  if (run.status === 'running') {
    const { done, total, unit } = run.progress;
    return total > 0 ? `${formatCount(done)} of ${formatCount(total)} ${unit}` : 'Asking the provider';
  }
  return `Done: ${formatCount(run.rowsRead)} days of usage read, ${formatCount(run.rowsChanged)} new or changed`;
}

function Follow({ first, onFinished }: { first: SyncRunDto; onFinished: () => void }) {
  const router = useRouter();
  const { data: run } = useQuery({
    queryKey: ['sync-run', first.id],
    queryFn: () => readRun(first.id),
    initialData: first,
    refetchInterval: (query) => (query.state.data && isRunning(query.state.data) ? 700 : false),
  });
  const running = isRunning(run);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the run has ended
  useEffect(() => {
    if (running) return;
    onFinished();
    router.refresh();
  }, [running]);

  return (
    <div className="flex flex-col gap-2">
      {running && (
        <Progress label="Sync" done={run.progress.done} total={run.status === 'queued' ? null : run.progress.total} />
      )}
      <LiveRegion>
        {run.status === 'failed' ? (
          <Notice tone="danger" title="The sync stopped">
            {run.error ?? 'The provider did not answer properly.'} What was read until then is kept.
          </Notice>
        ) : (
          <p className="figures text-[0.8125rem] text-muted">{sentence(run)}</p>
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
