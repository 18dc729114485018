'use client';

import { useRouter } from 'next/navigation';
import { type RefObject, useEffect, useRef, useTransition } from 'react';
import type { RowChunks } from './row-chunks';

/** The link of a plain click. */
function linkOf(event: MouseEvent): HTMLAnchorElement | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  return event.target instanceof Element ? event.target.closest('a') : null;
}

/** Where a link leads. One with `data-part` only adds that part to the present address. */
function leadsTo(link: HTMLAnchorElement): string {
  const { part } = link.dataset;
  if (part === undefined) return `${link.pathname}${link.search}${link.hash}`;
  const query = new URLSearchParams(location.search);
  for (const [name, value] of new URLSearchParams(part)) query.set(name, value);
  return `${location.pathname}?${query}`;
}

/** Has links in rows that are not React's followed by the router, as React's own are: without loading a page anew. */
export function useRowLinks(root: RefObject<HTMLElement | null>, chunks: RefObject<RowChunks | null>): void {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const line = useRef<HTMLElement | null>(null);

  useEffect(() => {
    const element = root.current;
    function follow(event: MouseEvent) {
      const link = linkOf(event);
      if (link?.target !== '' || link.origin !== location.origin || !chunks.current?.strip.owns(link)) return;
      event.preventDefault();
      line.current?.remove();
      line.current = document.createElement('span');
      line.current.className = 'bone absolute inset-x-2 bottom-0 h-0.5 bg-accent';
      link.append(line.current);
      startTransition(() => router.push(leadsTo(link), { scroll: link.dataset.part === undefined }));
    }
    element?.addEventListener('click', follow);
    return () => element?.removeEventListener('click', follow);
  }, [root, chunks, router]);

  useEffect(() => {
    if (!pending) line.current?.remove();
  }, [pending]);
}
