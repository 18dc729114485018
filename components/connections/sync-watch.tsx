'use client';

import { useEffect } from 'react';
import type { SyncRunDto } from '@/lib/sync/schemas';
import { useRefresh } from '../ui/use-refresh';

const LOOK_MS = 8_000;

/** Shows the page anew when a sync of the connection has begun or ended that nobody started here. */
export function SyncWatch({ connectionId, newest }: { connectionId: string; newest: SyncRunDto | null }) {
  const refresh = useRefresh();
  const shown = newest && `${newest.id} ${newest.status}`;
  useEffect(() => {
    const timer = setInterval(async () => {
      if (document.visibilityState !== 'visible') return;
      const query = new URLSearchParams({ connectionId, limit: '1' });
      const response = await fetch(`/api/v1/sync-runs?${query}`).catch(() => null);
      if (!response?.ok) return;
      // The server checks its answers against the same schema.
      const { data } = (await response.json()) as { data: SyncRunDto[] };
      const [run] = data;
      if (run && `${run.id} ${run.status}` !== shown) void refresh();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [connectionId, shown, refresh]);
  return null;
}
