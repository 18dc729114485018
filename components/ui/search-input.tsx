import { Search } from 'lucide-react';
import type { ComponentProps } from 'react';

/** A field that searches by `q`, with its sign in it. What it stands in is `relative`. */
export function SearchInput({
  className,
  ...props
}: Omit<ComponentProps<'input'>, 'type' | 'name'> & { 'aria-label': string }) {
  return (
    <>
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
      />
      <input
        {...props}
        name="q"
        type="search"
        className={`input input--full-width h-10 ps-9 md:h-9 text-base ${className}`}
      />
    </>
  );
}
