'use client';

import { useEffect } from 'react';
import { useRefresh } from '../ui/use-refresh';

const LOOK_AGAIN_MS = 2_000;

/** Shows the page anew every two seconds, as long as somebody looks at it. */
export function BulkFollower() {
  const refresh = useRefresh();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void refresh();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  return null;
}
