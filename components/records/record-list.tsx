import type { ProviderRecordDto } from '@/lib/reconciliation/schemas';
import { ColumnMenu } from '../lists/column-menu';
import { hiddenColumns, type ListAddress } from '../lists/list-address';
import { TableKeys } from '../lists/table-keys';
import { RecordTable, useRecordColumns } from './record-table';

/** The list with its columns to choose. `hrefOf` opens a record. */
export function RecordList({
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
  return (
    <>
      <div className="flex justify-end px-3 pt-3 max-lg:hidden">
        <ColumnMenu address={address} columns={useRecordColumns()} />
      </div>
      <TableKeys>
        <RecordTable
          records={records}
          connections={connections}
          hidden={hiddenColumns(address.query)}
          hrefOf={hrefOf}
        />
      </TableKeys>
    </>
  );
}
