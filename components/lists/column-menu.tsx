import { Check } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { TableColumn } from '../ui/data-table';
import { hiddenColumns, type ListAddress, listHref } from './list-address';

/** Which columns a list shows, kept in its address; the first one always stays. */
export function ColumnMenu({ address, columns }: { address: ListAddress; columns: readonly TableColumn[] }) {
  const t = useTranslations('lists');
  const hidden = hiddenColumns(address.query);
  const toggled = (key: string) => (hidden.includes(key) ? hidden.filter((other) => other !== key) : [...hidden, key]);
  return (
    <details className="relative max-lg:hidden">
      <summary className="button button--outline list-none">{t('columns')}</summary>
      <ul className="panel absolute right-0 z-20 mt-1.5 flex w-max min-w-44 flex-col bg-overlay p-1.5 text-[0.8125rem] shadow-overlay">
        {columns.slice(1).map((column) => {
          const shown = !hidden.includes(column.key);
          return (
            <li key={column.key}>
              <Link
                href={listHref(address, { hide: toggled(column.key).join(',') })}
                scroll={false}
                prefetch={false}
                role="menuitemcheckbox"
                aria-checked={shown}
                className="flex items-center gap-2 rounded-md px-2.5 py-2 hover:bg-default"
              >
                <Check aria-hidden="true" className={`size-4 ${shown ? '' : 'invisible'}`} />
                {column.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
