'use client';

import { useEffect } from 'react';
import { useRefresh } from './use-refresh';

/** Shows the page anew every `everyMs`, as long as somebody looks at it and fills in no dialog. Shows nothing itself. */
export function KeepFresh({ everyMs }: { everyMs: number }) {
  const refresh = useRefresh();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible' && !document.querySelector('dialog[open]')) void refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [refresh, everyMs]);
  return null;
}
