import { useTranslations } from 'next-intl';
import type { CustomerDto } from '@/lib/customers/schemas';
import { ColumnMenu } from '../lists/column-menu';
import { type ListAddress, listHref } from '../lists/list-address';
import { PICKED } from '../lists/picked';
import { AsOf } from '../ui/as-of';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Quantity } from '../ui/quantity';
import { type ColumnSort, sortLinks } from '../ui/sort-links';
import { useFormats } from '../ui/use-formats';
import { DaysLeft } from './runway';

/** The columns of the list, in the reader's language; the agent is for those who see all agents. */
function useCustomerColumns(withAgent: boolean): readonly TableColumn[] {
  const t = useTranslations('customers.table');
  const columns: readonly TableColumn[] = [
    { key: 'name', label: t('customer') },
    { key: 'agent', label: t('agent'), hideBelow: 'md' },
    { key: 'tags', label: t('tags'), hideBelow: 'xl' },
    { key: 'accounts', label: t('accounts'), align: 'right', hideBelow: 'lg' },
    { key: 'residual', label: t('residual'), align: 'right' },
    { key: 'asOf', label: t('read'), hideBelow: 'xl' },
    { key: 'left', label: t('left'), align: 'right' },
    { key: 'last', label: t('last'), align: 'right', hideBelow: 'lg' },
  ];
  return columns.filter((column) => withAgent || column.key !== 'agent');
}

/** Least first: who runs dry is what people look for. */
const SORTS: readonly ColumnSort[] = [
  { key: 'name', up: 'name', down: '-name', first: 'up' },
  { key: 'residual', up: 'residual', down: '-residual', first: 'up' },
  { key: 'left', up: 'left', down: '-left', first: 'up' },
];

/** Which of them the list shows. */
export function CustomerColumns({ address, withAgent }: { address: ListAddress; withAgent: boolean }) {
  return <ColumnMenu address={address} columns={useCustomerColumns(withAgent)} />;
}

/** Customers with what is left and how long it lasts; with `pickable` their rows can be ticked. */
export function CustomerTable({
  customers,
  address,
  withAgent,
  hidden,
  pick,
}: {
  customers: readonly CustomerDto[];
  address: ListAddress;
  withAgent: boolean;
  hidden: readonly string[];
  pick: { allLabel: string } | null;
}) {
  const t = useTranslations('customers.table');
  const formats = useFormats();
  const columns = useCustomerColumns(withAgent);
  return (
    <DataTable
      caption={t('caption')}
      columns={columns.filter((column, index) => index === 0 || !hidden.includes(column.key))}
      {...sortLinks(SORTS, address.query.sort ?? 'new', (sort) => listHref(address, { sort }))}
      {...(pick ? { pick: { name: PICKED, ...pick } } : {})}
      rows={customers.map((customer) => ({
        key: customer.id,
        href: `/customers/${customer.id}`,
        pickLabel: t('pick', { name: customer.name }),
        cells: {
          name: (
            <>
              {customer.name}
              {customer.email && (
                <span className="block text-xs font-normal text-muted wrap-anywhere max-sm:truncate max-sm:contain-inline-size">
                  {customer.email}
                </span>
              )}
            </>
          ),
          agent: <span className="text-ink-soft wrap-anywhere">{customer.agentName ?? t('house')}</span>,
          tags: <span className="text-xs text-ink-soft wrap-anywhere">{customer.tags.join(', ')}</span>,
          accounts: <span className="figures">{customer.accountCount}</span>,
          residual: <Quantity bytes={customer.residualBytes} />,
          asOf: customer.residualBytes === null ? '' : <AsOf at={customer.residualAsOf} prefix="" />,
          left: <DaysLeft daysLeft={customer.daysLeft} />,
          last: (
            <span className="figures whitespace-nowrap text-ink-soft">
              {customer.lastUsageDay ? formats.day(customer.lastUsageDay) : '–'}
            </span>
          ),
        },
      }))}
    />
  );
}
