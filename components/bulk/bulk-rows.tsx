import { useTranslations } from 'next-intl';
import type { BulkRowDto, BulkStatus } from '@/lib/bulk/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { groupDigits } from '../ui/format';
import { Money } from '../ui/money';
import { ProviderWords } from '../ui/said';
import { StatusBadge } from '../ui/status-badge';
import { rowLook } from './labels';

const COLUMNS = [
  { key: 'account' },
  { key: 'gb', align: 'right' },
  { key: 'price', align: 'right', hideBelow: 'sm' },
  { key: 'outcome' },
  { key: 'remarks', hideBelow: 'md' },
] as const satisfies readonly Omit<TableColumn, 'label'>[];

function Account({ row }: { row: BulkRowDto }) {
  const names = [row.accountName, row.customerName].filter((name) => name !== null && name !== row.account);
  const found = [...new Set(names)].join(' · ');
  return (
    <span className="block min-w-0">
      <span className="figures text-xs text-muted">{row.no}.</span>{' '}
      <span className="font-medium wrap-anywhere">{row.account || '–'}</span>
      {found && <span className="block text-xs font-normal text-muted wrap-anywhere">{found}</span>}
    </span>
  );
}

function Outcome({ row, status }: { row: BulkRowDto; status: BulkStatus }) {
  const own = useTranslations('bulk.state');
  const order = useTranslations('orders.client');
  const look = rowLook(row.state, status);
  return <StatusBadge tone={look.tone}>{'own' in look ? own(look.own) : order(`status.${look.order}`)}</StatusBadge>;
}

/** Why a row is no order, or what to look at; else its note. */
function Remarks({ row }: { row: BulkRowDto }) {
  if (row.problem) {
    return (
      <span className="text-danger-soft-foreground">
        <ProviderWords text={row.problem} />
      </span>
    );
  }
  return (
    <>
      {row.warning && (
        <span className="block text-warning-soft-foreground">
          <ProviderWords text={row.warning} />
        </span>
      )}
      {row.note && <span className="block text-muted wrap-anywhere">{row.note}</span>}
    </>
  );
}

/** Rows with their verdict before, and what became of them after. */
export function BulkRows({ rows, status }: { rows: readonly BulkRowDto[]; status: BulkStatus }) {
  const t = useTranslations('bulk.rows');
  return (
    <DataTable
      caption={t('caption')}
      columns={COLUMNS.map((column) => ({ ...column, label: t(column.key) }))}
      rows={rows.map((row) => {
        return {
          key: String(row.no),
          ...(row.orderId ? { href: `/orders/${row.orderId}` } : {}),
          cells: {
            account: <Account row={row} />,
            gb: <span className="figures">{groupDigits(row.amountGb)}</span>,
            price: <Money money={row.price} />,
            outcome: (
              <>
                <Outcome row={row} status={status} />
                <span className="mt-1 block text-xs md:hidden">
                  <Remarks row={row} />
                </span>
              </>
            ),
            remarks: <Remarks row={row} />,
          },
        };
      })}
    />
  );
}
