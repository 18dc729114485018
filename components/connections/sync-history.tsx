import { useTranslations } from 'next-intl';
import type { SyncRunDto } from '@/lib/sync/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { formatCount } from '../ui/format';
import { ExactTime } from '../ui/relative-time';
import { ProviderWords } from '../ui/said';
import { StatusBadge, type Tone } from '../ui/status-badge';

const TONES: Record<SyncRunDto['status'], Tone> = {
  queued: 'accent',
  running: 'accent',
  succeeded: 'success',
  failed: 'danger',
};

const COLUMNS = [
  { key: 'at' },
  { key: 'status' },
  { key: 'read', align: 'right' },
  { key: 'changed', align: 'right', hideBelow: 'sm' },
  { key: 'error', hideBelow: 'md' },
] as const satisfies readonly Omit<TableColumn, 'label'>[];

/** The latest runs of a connection. */
export function SyncHistory({ runs }: { runs: readonly SyncRunDto[] }) {
  const t = useTranslations('connections.page');
  return (
    <DataTable
      caption={t('latestSyncs')}
      columns={COLUMNS.map((column) => ({ ...column, label: t(`syncColumns.${column.key}`) }))}
      rows={runs.map((run) => ({
        key: run.id,
        cells: {
          at: run.startedAt ? <ExactTime at={run.startedAt} /> : <span className="text-muted">{t('notYet')}</span>,
          status: <StatusBadge tone={TONES[run.status]}>{t(`syncStatus.${run.status}`)}</StatusBadge>,
          read: <span className="figures">{formatCount(run.rowsRead)}</span>,
          changed: <span className="figures">{formatCount(run.rowsChanged)}</span>,
          error: <span className="text-muted wrap-anywhere">{run.error && <ProviderWords text={run.error} />}</span>,
        },
      }))}
    />
  );
}
