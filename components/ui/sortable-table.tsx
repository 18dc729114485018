'use client';

import { useState } from 'react';
import { DataTable, type TableColumn, type TableRow } from './data-table';

type Order = { key: string; down: boolean };

function compare(a: string | number | null | undefined, b: string | number | null | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

/** Rows by a column; rows without a value stay last in both directions. */
export function sortRows(rows: readonly TableRow[], { key, down }: Order): TableRow[] {
  const missing = (row: TableRow) => row.sort?.[key] === null || row.sort?.[key] === undefined;
  return [...rows].sort((a, b) => {
    if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b));
    const order = compare(a.sort?.[key], b.sort?.[key]);
    return down ? -order : order;
  });
}

/** A table whose columns sort when their heads are pressed. It holds all its rows: for lists that are not paged. */
export function SortableTable({
  caption,
  columns,
  rows,
  initial = null,
}: {
  caption: string;
  columns: readonly TableColumn[];
  rows: readonly TableRow[];
  initial?: Order | null;
}) {
  const [order, setOrder] = useState<Order | null>(initial);
  const can = (column: TableColumn) => rows.some((row) => row.sort && column.key in row.sort);
  const press = (column: TableColumn) =>
    setOrder({ key: column.key, down: order?.key === column.key ? !order.down : column.align === 'right' });
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={order ? sortRows(rows, order) : rows}
      sorted={order}
      head={(column) =>
        can(column) ? (
          <button
            type="button"
            className="relative -mx-1 rounded px-1 py-1 hover:text-foreground"
            onClick={() => press(column)}
          >
            {column.label}
            <span aria-hidden="true" className={`absolute top-1 ${column.align === 'right' ? '-left-2' : '-right-2'}`}>
              {order?.key === column.key ? (order.down ? '↓' : '↑') : ''}
            </span>
          </button>
        ) : (
          column.label
        )
      }
    />
  );
}
