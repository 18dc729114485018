'use client';

import { useEffect } from 'react';

const LOOK_MS = 2_000;

/** On a page that failed because the server had no database: loads it again as soon as there is one. Shows nothing. */
export function ReloadWhenBack() {
  useEffect(() => {
    let wasAway = false;
    const timer = setInterval(async () => {
      const response = await fetch('/api/health/ready', { cache: 'no-store' }).catch(() => null);
      if (response?.ok !== true) wasAway = true;
      else if (wasAway) location.reload();
      else clearInterval(timer); // it failed for another reason, and would again
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return null;
}
