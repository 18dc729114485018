import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ProviderRecordDto } from '@/lib/reconciliation/schemas';
import { ColumnMenu } from '../lists/column-menu';
import { hiddenColumns, type ListAddress, listHref } from '../lists/list-address';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Money } from '../ui/money';
import { ExactTime } from '../ui/relative-time';
import { type ColumnSort, sortLinks } from '../ui/sort-links';
import { RecordAmount, RecordBalance } from './record-amount';

/** A record's row opens it; the page stays where it is. */
const OPENS =
  'font-medium wrap-anywhere after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus';

/** The columns of the list, in the reader's language. */
function useRecordColumns(): readonly TableColumn[] {
  const t = useTranslations('records.table');
  return [
    { key: 'account', label: t('account') },
    { key: 'at', label: t('at'), hideBelow: 'sm' },
    { key: 'kind', label: t('kind'), hideBelow: 'sm' },
    { key: 'amount', label: t('amount'), align: 'right' },
    { key: 'balance', label: t('balance'), align: 'right', hideBelow: 'lg' },
    { key: 'money', label: t('money'), align: 'right', hideBelow: 'md' },
    { key: 'operator', label: t('operator'), hideBelow: 'xl' },
    { key: 'order', label: t('order'), hideBelow: 'md' },
  ];
}

const SORTS: readonly ColumnSort[] = [{ key: 'at', up: 'old', down: 'new', first: 'down' }];

/** Which of them the list shows. */
export function RecordColumns({ address }: { address: ListAddress }) {
  return <ColumnMenu address={address} columns={useRecordColumns()} />;
}

/** The providers' own records by their own time. `hrefOf` opens one of them. */
export function RecordTable({
  records,
  connections,
  address,
  hrefOf,
}: {
  records: readonly ProviderRecordDto[];
  connections: ReadonlyMap<string, string>;
  address: ListAddress;
  hrefOf: (id: string) => string;
}) {
  const t = useTranslations('records');
  const columns = useRecordColumns();
  const hidden = hiddenColumns(address.query);
  const rows = records.map((record) => ({
    key: record.id,
    cells: {
      account: (
        <>
          <Link
            href={hrefOf(record.id)}
            data-part={`record=${record.id}`}
            scroll={false}
            prefetch={false}
            className={OPENS}
          >
            {record.externalAccountName ??
              record.externalAccountId ??
              record.externalOrderId ??
              t('table.record', { id: record.id })}
          </Link>
          <span className="block text-xs text-muted sm:hidden">
            {t(`kind.${record.kind}`)}, <ExactTime at={record.at} />
          </span>
          {record.externalAccountName && (
            <span className="block font-mono text-xs text-muted max-sm:hidden">{record.externalAccountId}</span>
          )}
        </>
      ),
      at: (
        <span className="text-ink-soft">
          <ExactTime at={record.at} />
        </span>
      ),
      kind: (
        <>
          {t(`kind.${record.kind}`)}
          <span className="block text-xs text-muted">{connections.get(record.connectionId)}</span>
        </>
      ),
      amount: <RecordAmount record={record} />,
      balance: <RecordBalance record={record} />,
      money: <Money money={record.money} />,
      operator: <span className="wrap-anywhere text-ink-soft">{record.operator ?? '–'}</span>,
      order: record.orderId ? (
        <Link href={`/orders/${record.orderId}`} prefetch={false} className="link figures relative z-1">
          #{record.orderId}
        </Link>
      ) : (
        <span className="text-muted">–</span>
      ),
    },
  }));
  return (
    <DataTable
      caption={t('table.caption')}
      columns={columns.filter((column, index) => index === 0 || !hidden.includes(column.key))}
      rows={rows}
      {...sortLinks(SORTS, address.query.sort ?? 'new', (sort) =>
        listHref(address, { sort: sort === 'new' ? null : sort }),
      )}
    />
  );
}
