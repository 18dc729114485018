import type { BulkSummaryDto } from '@/lib/bulk/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { groupDigits } from '../ui/format';
import { RelativeTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';
import { BULK_STATUS } from './labels';

const COLUMNS: readonly TableColumn[] = [
  { key: 'bulk', label: 'Bulk top-up' },
  { key: 'rows', label: 'Rows', align: 'right' },
  { key: 'status', label: 'Status' },
  { key: 'maker', label: 'Made by', hideBelow: 'sm' },
  { key: 'at', label: 'Made', align: 'right', hideBelow: 'md' },
];

/** The latest bulk top-ups. */
export function BulkList({ bulks }: { bulks: readonly BulkSummaryDto[] }) {
  return (
    <DataTable
      caption="Bulk top-ups"
      columns={COLUMNS}
      rows={bulks.map((bulk) => ({
        key: bulk.id,
        href: `/orders/bulk/${bulk.id}`,
        cells: {
          bulk: (
            <>
              <span className="figures text-muted">#{bulk.id}</span> {bulk.fileName ?? 'Pasted rows'}
            </>
          ),
          rows: (
            <span className="figures">
              {bulk.status === 'running'
                ? `${groupDigits(String(bulk.handled))} of ${groupDigits(String(bulk.rows))}`
                : groupDigits(String(bulk.rows))}
            </span>
          ),
          status: <StatusBadge tone={BULK_STATUS[bulk.status].tone}>{BULK_STATUS[bulk.status].label}</StatusBadge>,
          maker: <span className="text-ink-soft">{bulk.madeBy}</span>,
          at: (
            <span className="text-ink-soft">
              <RelativeTime at={bulk.createdAt} />
            </span>
          ),
        },
      }))}
    />
  );
}
