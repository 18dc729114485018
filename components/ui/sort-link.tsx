'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { LinkPending } from './link-pending';

/**
 * A column's head that sorts. It acts on the table that it stands in, so it is a button to those who cannot see it, and not the
 * first link of the list; an address it has all the same, for a new tab, a lost connection and pages without scripts.
 */
export function SortLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      role="button"
      scroll={false}
      prefetch={false}
      onKeyDown={(event) => {
        if (event.key !== ' ') return;
        event.preventDefault();
        event.currentTarget.click();
      }}
      className="relative -mx-1 inline-block rounded px-1 py-1 hover:text-foreground"
    >
      {children}
      <LinkPending />
    </Link>
  );
}
