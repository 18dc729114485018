import type { ReactNode } from 'react';

/** Read out when its content changes. It is always there, since a region that appears with its text may stay silent;
 * while it is empty it takes no room. */
export function LiveRegion({ children }: { children: ReactNode }) {
  return (
    <div role="status" aria-live="polite" aria-atomic="true" className="empty:absolute">
      {children}
    </div>
  );
}
