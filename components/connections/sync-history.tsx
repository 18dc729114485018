import type { SyncRunDto } from '@/lib/sync/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { formatCount } from '../ui/format';
import { ExactTime } from '../ui/relative-time';
import { StatusBadge, type Tone } from '../ui/status-badge';

const STATUS: Record<SyncRunDto['status'], { label: string; tone: Tone }> = {
  queued: { label: 'Waiting', tone: 'accent' },
  running: { label: 'Running', tone: 'accent' },
  succeeded: { label: 'Done', tone: 'success' },
  failed: { label: 'Stopped', tone: 'danger' },
};

const COLUMNS: readonly TableColumn[] = [
  { key: 'at', label: 'Begun' },
  { key: 'status', label: 'State' },
  { key: 'read', label: 'Days read', align: 'right' },
  { key: 'changed', label: 'New or changed', align: 'right', hideBelow: 'sm' },
  { key: 'error', label: 'Reason', hideBelow: 'md' },
];

/** The latest runs of a connection. */
export function SyncHistory({ runs }: { runs: readonly SyncRunDto[] }) {
  return (
    <DataTable
      caption="Latest syncs"
      columns={COLUMNS}
      rows={runs.map((run) => ({
        key: run.id,
        cells: {
          at: run.startedAt ? <ExactTime at={run.startedAt} /> : <span className="text-muted">not yet</span>,
          status: <StatusBadge tone={STATUS[run.status].tone}>{STATUS[run.status].label}</StatusBadge>,
          read: <span className="figures">{formatCount(run.rowsRead)}</span>,
          changed: <span className="figures">{formatCount(run.rowsChanged)}</span>,
          error: <span className="text-muted wrap-anywhere">{run.error ?? ''}</span>,
        },
      }))}
    />
  );
}
