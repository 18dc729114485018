import type { CustomerDto } from '@/lib/customers/schemas';
import { AsOf } from '../ui/as-of';
import { DataTable, type TableColumn } from '../ui/data-table';
import { dayText } from '../ui/format';
import { Quantity } from '../ui/quantity';
import { DaysLeft } from './runway';

const COLUMNS: readonly TableColumn[] = [
  { key: 'name', label: 'Customer' },
  { key: 'agent', label: 'Agent', hideBelow: 'md' },
  { key: 'accounts', label: 'Accounts', align: 'right', hideBelow: 'lg' },
  { key: 'residual', label: 'Residual', align: 'right' },
  { key: 'asOf', label: 'Read', hideBelow: 'xl' },
  { key: 'left', label: 'Lasts', align: 'right' },
  { key: 'last', label: 'Last usage', align: 'right', hideBelow: 'lg' },
];

/** Customers with what is left and how long it lasts. */
export function CustomerTable({ customers, withAgent }: { customers: readonly CustomerDto[]; withAgent: boolean }) {
  return (
    <DataTable
      caption="Customers"
      columns={COLUMNS.filter((column) => withAgent || column.key !== 'agent')}
      rows={customers.map((customer) => ({
        key: customer.id,
        href: `/customers/${customer.id}`,
        cells: {
          name: (
            <>
              {customer.name}
              {customer.email && (
                <span className="block text-xs font-normal text-muted wrap-anywhere">{customer.email}</span>
              )}
            </>
          ),
          agent: <span className="text-ink-soft wrap-anywhere">{customer.agentName ?? 'House'}</span>,
          accounts: <span className="figures">{customer.accountCount}</span>,
          residual: <Quantity bytes={customer.residualBytes} />,
          asOf: customer.residualBytes === null ? '' : <AsOf at={customer.residualAsOf} prefix="" />,
          left: <DaysLeft daysLeft={customer.daysLeft} />,
          last: (
            <span className="figures whitespace-nowrap text-ink-soft">
              {customer.lastUsageDay ? dayText(customer.lastUsageDay) : '–'}
            </span>
          ),
        },
      }))}
    />
  );
}
