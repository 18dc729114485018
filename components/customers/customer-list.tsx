import { useTranslations } from 'next-intl';
import type { CustomerDto } from '@/lib/customers/schemas';
import { hiddenColumns, type ListAddress } from '../lists/list-address';
import { TableKeys } from '../lists/table-keys';
import type { ChangeCustomers } from './change-dialog';
import { CustomerSelection } from './customer-selection';
import { CustomerTable } from './customer-table';

/** The list; for those who sell, with rows to tick. */
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
      address={address}
      withAgent={withAgent}
      hidden={hiddenColumns(address.query)}
      pick={many ? { allLabel: t('selectAll') } : null}
    />
  );
  return <TableKeys>{many ? <CustomerSelection {...many}>{table}</CustomerSelection> : table}</TableKeys>;
}
