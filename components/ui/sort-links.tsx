import type { ReactNode } from 'react';
import type { TableColumn } from './data-table';
import { SortLink } from './sort-link';

/** What the address says for a column's two directions, and which of them a first press gives. */
export type ColumnSort = { key: string; up: string; down: string; first: 'up' | 'down' };

/** The arrow beside the head that a table is sorted by. */
function Arrow({ column, down }: { column: TableColumn; down: boolean }) {
  return (
    <span aria-hidden="true" className={`absolute top-1 ${column.align === 'right' ? '-left-2' : '-right-2'}`}>
      {down ? '↓' : '↑'}
    </span>
  );
}

/**
 * Heads of a table that the server sorts, for `DataTable`: pressed, a column sorts, pressed again it turns round.
 * `current` is the order in force, `hrefOf` the list in another one, from its beginning.
 */
export function sortLinks(
  sorts: readonly ColumnSort[],
  current: string,
  hrefOf: (sort: string) => string,
): { sorted: { key: string; down: boolean } | null; head: (column: TableColumn) => ReactNode } {
  const inForce = sorts.find(({ up, down }) => up === current || down === current);
  const sorted = inForce ? { key: inForce.key, down: inForce.down === current } : null;
  return {
    sorted,
    head: (column) => {
      const sort = sorts.find(({ key }) => key === column.key);
      if (!sort) return column.label;
      const isOn = sorted?.key === column.key;
      const next = isOn ? (sorted.down ? sort.up : sort.down) : sort[sort.first];
      return (
        <SortLink href={hrefOf(next)}>
          {column.label}
          {isOn && <Arrow column={column} down={sorted.down} />}
        </SortLink>
      );
    },
  };
}
