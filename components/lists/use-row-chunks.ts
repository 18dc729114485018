'use client';

import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type ChunksState, RowChunks } from './row-chunks';
import { placeIn, withPlace } from './scroll-place';

/** Scrolling has paused for this long when its place is kept. */
const KEEP_PLACE_MS = 400;
/** A list that nobody scrolls is looked at this often, since its rows grow old. */
const LOOK_MS = 30_000;

/** Keeps the place in the list with the present entry of the history. */
function keepPlace(chunks: RowChunks): void {
  // Next.js leaves a state alone that carries its own marks, as this one does.
  history.replaceState(withPlace(history.state, chunks.place()), '');
}

/** Has the rows follow when the page is scrolled, resized, printed or left. Returns what ends it. */
function listen(chunks: RowChunks): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let width = innerWidth;
  const keep = () => keepPlace(chunks);
  const look = () => {
    if (document.visibilityState === 'visible' && !document.querySelector('dialog[open]')) chunks.arrange();
  };
  const scrolled = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => chunks.follow());
    clearTimeout(timer);
    timer = setTimeout(keep, KEEP_PLACE_MS);
  };
  const resized = () => {
    if (innerWidth === width) return chunks.arrange();
    width = innerWidth;
    chunks.strip.holdColumns();
    chunks.arrange();
  };
  window.addEventListener('scroll', scrolled, { passive: true, signal });
  window.addEventListener('wheel', scrolled, { passive: true, signal });
  window.addEventListener('resize', resized, { signal });
  window.addEventListener('beforeprint', () => chunks.print(true), { signal });
  window.addEventListener('afterprint', () => chunks.print(false), { signal });
  window.addEventListener('pagehide', keep, { signal });
  document.addEventListener('click', keep, { capture: true, signal });
  const timers = setInterval(look, LOOK_MS);
  return () => {
    stop.abort();
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    clearInterval(timers);
  };
}

/** The pages of a list after its first, which are in `children`, loaded and taken away as the page is scrolled. */
export function useRowChunks(
  root: RefObject<HTMLElement | null>,
  shown: { name: string; list: string; next: string | null; count: number; children: ReactNode },
): { chunks: RefObject<RowChunks | null>; state: ChunksState } {
  const { name, list, next, count, children } = shown;
  const chunks = useRef<RowChunks | null>(null);
  const drawn = useRef({ children, search: '' });
  const [state, setState] = useState<ChunksState>({ loaded: count, next, busy: false, failed: false, version: 0 });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the list stands for all of them
  useLayoutEffect(() => {
    if (!root.current) return;
    const own = new RowChunks(root.current, { list, name, next }, setState);
    chunks.current = own;
    drawn.current = { children, search: location.search };
    const place = placeIn(history.state, list);
    if (place) own.restore(place);
    // Somebody may have scrolled before this script ran.
    else if (scrollY > 0) own.follow();
    else own.arrange();
    const stop = listen(own);
    return () => {
      stop();
      own.end();
      chunks.current = null;
    };
  }, [list]);

  useEffect(() => {
    const before = drawn.current;
    if (before.children === children) return;
    drawn.current = { children, search: location.search };
    // Drawn for another address, such as that of an opened record, the page has no news of the rows.
    if (before.search === location.search) chunks.current?.renew(next);
    else chunks.current?.arrange();
  }, [children, next]);

  return { chunks, state };
}
