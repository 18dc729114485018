import { useTranslations } from 'next-intl';
import type { CustomerDto } from '@/lib/customers/schemas';
import { ColumnMenu } from '../lists/column-menu';
import { hiddenColumns, type ListAddress } from '../lists/list-address';
import { TableKeys } from '../lists/table-keys';
import type { ChangeCustomers } from './change-dialog';
import { CustomerSelection } from './customer-selection';
import { CustomerTable, useCustomerColumns } from './customer-table';

/** The list with its columns to choose and, for those who sell, rows to tick. */
export function CustomerList({
  customers,
  address,
  withAgent,
  many,
}: {
  customers: readonly CustomerDto[];
  address: ListAddress;
  withAgent: boolean;
  many: { agents: readonly { id: string; name: string }[]; change: ChangeCustomers } | null;
}) {
  const t = useTranslations('lists');
  const table = (
    <CustomerTable
      customers={customers}
      withAgent={withAgent}
      hidden={hiddenColumns(address.query)}
      pick={many ? { allLabel: t('selectAll') } : null}
    />
  );
  return (
    <>
      <div className="flex justify-end px-3 pt-3 max-lg:hidden">
        <ColumnMenu address={address} columns={useCustomerColumns(withAgent)} />
      </div>
      <TableKeys>{many ? <CustomerSelection {...many}>{table}</CustomerSelection> : table}</TableKeys>
    </>
  );
}
