import Link from 'next/link';
import type { ProviderRecordDto } from '@/lib/reconciliation/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Money } from '../ui/money';
import { ExactTime } from '../ui/relative-time';
import { KIND_LABEL } from './labels';
import { RecordAmount, RecordBalance } from './record-amount';

const COLUMNS: readonly TableColumn[] = [
  { key: 'account', label: 'Account or number' },
  { key: 'at', label: 'At', hideBelow: 'sm' },
  { key: 'kind', label: 'Kind', hideBelow: 'sm' },
  { key: 'amount', label: 'Amount', align: 'right' },
  { key: 'balance', label: 'Balance', align: 'right', hideBelow: 'lg' },
  { key: 'money', label: 'Money', align: 'right', hideBelow: 'md' },
  { key: 'operator', label: 'By', hideBelow: 'xl' },
  { key: 'order', label: 'Our order', hideBelow: 'md' },
];

/** A record's row opens it; the page stays where it is. */
const OPENS =
  'font-medium wrap-anywhere after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus';

/** The providers' own records, newest first by their own time. `hrefOf` opens one of them. */
export function RecordTable({
  records,
  connections,
  hrefOf,
}: {
  records: readonly ProviderRecordDto[];
  connections: ReadonlyMap<string, string>;
  hrefOf: (id: string) => string;
}) {
  const rows = records.map((record) => ({
    key: record.id,
    cells: {
      account: (
        <>
          <Link href={hrefOf(record.id)} scroll={false} prefetch={false} className={OPENS}>
            {record.externalAccountName ?? record.externalAccountId ?? record.externalOrderId ?? `Record ${record.id}`}
          </Link>
          <span className="block text-xs text-muted sm:hidden">
            {KIND_LABEL[record.kind]}, <ExactTime at={record.at} />
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
          {KIND_LABEL[record.kind]}
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
  return <DataTable caption="Provider records" columns={COLUMNS} rows={rows} />;
}
