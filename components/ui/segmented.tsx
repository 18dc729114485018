import Link from 'next/link';
import { LinkPending } from './link-pending';

/** A choice of one among few that lives in the address: each option is a link. */
export function Segmented({
  label,
  options,
  value,
}: {
  label: string;
  options: readonly { value: string; label: string; href: string }[];
  value: string;
}) {
  return (
    <nav aria-label={label} className="w-fit max-w-full overflow-x-auto rounded-lg bg-default p-0.5">
      <ul className="flex gap-0.5 text-[0.8125rem]">
        {options.map((option) => (
          <li key={option.value}>
            <Link
              href={option.href}
              scroll={false}
              prefetch={false}
              aria-current={option.value === value ? 'true' : undefined}
              className="relative block rounded-md px-3 py-1 leading-6 whitespace-nowrap text-ink-soft -outline-offset-2 hover:text-foreground aria-[current]:bg-surface aria-[current]:font-medium aria-[current]:text-foreground aria-[current]:shadow-xs"
            >
              {option.label}
              <LinkPending />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
