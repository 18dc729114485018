'use client';

import { useLinkStatus } from 'next/link';

/** A thin line under a link that is being followed. It has no size of its own, so nothing moves. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? <span className="bone absolute inset-x-2 bottom-0 h-0.5 bg-accent" /> : null;
}
