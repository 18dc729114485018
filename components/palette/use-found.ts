'use client';

import { useEffect, useState } from 'react';
import type { FoundDto } from '@/lib/overview/schemas';

/** Long enough to let a word be typed, short enough not to be noticed. */
const PAUSE_MS = 120;

export type Search = { state: 'idle' | 'searching' | 'done' | 'failed'; found: FoundDto | null };

/** What the installation knows of `q`; the answer to an older `q` never overtakes a newer one. */
export function useFound(q: string): Search {
  const [search, setSearch] = useState<Search>({ state: 'idle', found: null });
  const wanted = q.trim();

  useEffect(() => {
    if (wanted === '') {
      setSearch({ state: 'idle', found: null });
      return;
    }
    const abort = new AbortController();
    setSearch((before) => ({ state: 'searching', found: before.found }));
    const timer = setTimeout(async () => {
      try {
        const query = new URLSearchParams({ q: wanted.slice(0, 200) });
        const response = await fetch(`/api/v1/search?${query}`, { signal: abort.signal });
        if (!response.ok) throw new Error(`search: ${response.status}`);
        // The server checks its answers against the same schema.
        setSearch({ state: 'done', found: (await response.json()) as FoundDto });
      } catch {
        if (!abort.signal.aborted) setSearch({ state: 'failed', found: null });
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [wanted]);

  return search;
}
