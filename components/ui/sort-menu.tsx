import { ArrowDownUp, Check } from 'lucide-react';
import Link from 'next/link';
import { ClosingMenu } from './closing-menu';

/** The orders of a list as links, for narrow screens and for what has no column of its own. */
export function SortMenu({
  label,
  value,
  options,
  className = '',
}: {
  label: string;
  value: string;
  options: readonly { value: string; label: string; href: string }[];
  className?: string;
}) {
  const chosen = options.find((option) => option.value === value);
  return (
    <ClosingMenu
      className={`relative ${className}`}
      summary={
        <>
          <ArrowDownUp aria-hidden="true" className="size-3.5 text-muted" />
          <span className="sr-only">{label}: </span>
          {chosen?.label}
        </>
      }
    >
      <ul
        aria-label={label}
        className="panel absolute left-0 z-20 mt-1.5 flex w-max min-w-44 flex-col bg-overlay p-1.5 text-[0.8125rem] shadow-overlay"
      >
        {options.map((option) => (
          <li key={option.value}>
            <Link
              href={option.href}
              scroll={false}
              prefetch={false}
              aria-current={option.value === value ? 'true' : undefined}
              className="flex items-center gap-2 rounded-md px-2.5 py-2 hover:bg-default"
            >
              <Check aria-hidden="true" className={`size-4 ${option.value === value ? '' : 'invisible'}`} />
              {option.label}
            </Link>
          </li>
        ))}
      </ul>
    </ClosingMenu>
  );
}
