'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';

const PATIENCE_MS = 8_000;

/** Whether the server can show a page now. */
export async function serverAnswers(): Promise<boolean> {
  const request = { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) } as const;
  const response = await fetch('/api/health/ready', request).catch(() => null);
  return response?.ok === true;
}

/**
 * Shows the page anew, but only when the server answers: without an answer Next.js would leave the page, and all that was
 * typed into it, for the browser's own error. Tells whether it did.
 */
export function useRefresh(): () => Promise<boolean> {
  const router = useRouter();
  return useCallback(async () => {
    if (!(await serverAnswers())) return false;
    router.refresh();
    return true;
  }, [router]);
}
