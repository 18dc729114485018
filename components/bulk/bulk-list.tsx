import { useTranslations } from 'next-intl';
import type { BulkSummaryDto } from '@/lib/bulk/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { groupDigits } from '../ui/format';
import { RelativeTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';
import { BULK_TONE } from './labels';

const COLUMNS = [
  { key: 'bulk' },
  { key: 'rows', align: 'right' },
  { key: 'status' },
  { key: 'maker', hideBelow: 'sm' },
  { key: 'made', align: 'right', hideBelow: 'md' },
] as const satisfies readonly Omit<TableColumn, 'label'>[];

/** The latest bulk top-ups. */
export function BulkList({ bulks }: { bulks: readonly BulkSummaryDto[] }) {
  const t = useTranslations('bulk');
  return (
    <DataTable
      caption={t('list.caption')}
      columns={COLUMNS.map((column) => ({ ...column, label: t(`list.${column.key}`) }))}
      rows={bulks.map((bulk) => ({
        key: bulk.id,
        href: `/orders/bulk/${bulk.id}`,
        cells: {
          bulk: (
            <>
              <span className="figures text-muted">#{bulk.id}</span> {bulk.fileName ?? t('list.pasted')}
            </>
          ),
          rows: (
            <span className="figures">
              {bulk.status === 'running'
                ? t('list.handled', { handled: bulk.handled, rows: bulk.rows })
                : groupDigits(String(bulk.rows))}
            </span>
          ),
          status: <StatusBadge tone={BULK_TONE[bulk.status]}>{t(`status.${bulk.status}`)}</StatusBadge>,
          maker: <span className="text-ink-soft">{bulk.madeBy}</span>,
          made: (
            <span className="text-ink-soft">
              <RelativeTime at={bulk.createdAt} />
            </span>
          ),
        },
      }))}
    />
  );
}
