import Link from 'next/link';
import type { ReactNode } from 'react';
import { LinkPending } from './link-pending';

export type TableColumn = {
  key: string;
  label: string;
  align?: 'left' | 'right';
  /** Left out below this width of the screen. */
  hideBelow?: 'sm' | 'md' | 'lg' | 'xl';
  /** No wider than what is in it, such as a box to tick. */
  narrow?: boolean;
};

export type TableRow = {
  key: string;
  /** Makes the whole row a link, by way of its first cell. */
  href?: string;
  cells: Record<string, ReactNode>;
  /** What the box that ticks the row says; without it, or without `pick` of the table, it has none. */
  pickLabel?: string;
  /** Values to sort by; without them the row keeps its place. */
  sort?: Record<string, string | number | null>;
};

const HIDE = { sm: 'max-sm:hidden', md: 'max-md:hidden', lg: 'max-lg:hidden', xl: 'max-xl:hidden' } as const;

function cellClass(column: TableColumn, extra = ''): string {
  const align = column.align === 'right' ? 'text-right' : 'text-left';
  return `${align} ${column.hideBelow ? HIDE[column.hideBelow] : ''} ${column.narrow ? 'w-8' : ''} ${extra}`;
}

function Box({ name, value, label }: { name?: string; value?: string; label: string }) {
  return (
    <label className="relative z-1 -m-2 inline-flex p-2 align-middle">
      <input type="checkbox" name={name} value={value} aria-label={label} className="size-4 accent-(--accent)" />
    </label>
  );
}

/**
 * A table of rows. `head` replaces a column's label, e.g. by a button that sorts. With `pick` each row has a box of that
 * name in front, and the head has one without a name for all of them.
 */
export function DataTable({
  caption,
  columns,
  rows,
  head,
  sorted,
  pick,
}: {
  caption: string;
  columns: readonly TableColumn[];
  rows: readonly TableRow[];
  head?: (column: TableColumn) => ReactNode;
  sorted?: { key: string; down: boolean } | null;
  pick?: { name: string; allLabel: string };
}) {
  return (
    <div className="overflow-x-auto">
      <table className="rows w-full border-collapse text-[0.8125rem]">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-separator text-xs text-muted">
            {pick && (
              <th scope="col" className="w-8 ps-2.5 text-left">
                <Box label={pick.allLabel} />
              </th>
            )}
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                aria-sort={sorted?.key === column.key ? (sorted.down ? 'descending' : 'ascending') : undefined}
                className={cellClass(column, 'px-2.5 py-2 font-medium whitespace-nowrap')}
              >
                {head?.(column) ?? column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody data-rows className="[&+&]:border-t [&+&]:border-separator">
          {rows.map((row) => (
            <tr
              key={row.key}
              data-row={row.key}
              className="relative border-b border-separator last:border-0 hover:bg-surface-secondary"
            >
              {pick && (
                <td className="w-8 ps-2.5">
                  <Box name={pick.name} value={row.key} label={row.pickLabel ?? row.key} />
                </td>
              )}
              {columns.map((column, index) => (
                <td key={column.key} className={cellClass(column, 'h-11 px-2.5 py-1.5 align-middle')}>
                  {index === 0 && row.href ? (
                    <Link
                      href={row.href}
                      prefetch={false}
                      className="block font-medium wrap-anywhere after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
                    >
                      {row.cells[column.key]}
                      <LinkPending />
                    </Link>
                  ) : (
                    row.cells[column.key]
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
