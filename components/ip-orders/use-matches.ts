'use client';

import { useEffect, useState } from 'react';
import type { CustomerChoice, IpOrderActions } from './types';

const PAUSE_MS = 200;

/** Customers whose name, mail or account fits, asked for after a short pause in typing; null while nothing is typed. */
export function useMatches(q: string, find: IpOrderActions['findCustomers']): CustomerChoice[] | null {
  const [matches, setMatches] = useState<CustomerChoice[] | null>(null);
  useEffect(() => {
    if (q.trim() === '') return setMatches(null);
    let stale = false;
    const timer = setTimeout(async () => {
      const outcome = await find(q).catch(() => null);
      if (!stale) setMatches(outcome?.ok ? outcome.data : []);
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [q, find]);
  return matches;
}
