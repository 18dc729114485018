'use client';

import { EmptyState } from '@/components/ui/empty-state';
import { ReloadWhenBack } from '@/components/ui/reload-when-back';

export default function DashboardError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="panel" role="alert">
      <ReloadWhenBack />
      <EmptyState
        page
        title="This page could not be shown"
        action={
          <button type="button" className="button button--primary" onClick={reset}>
            Try again
          </button>
        }
      >
        <p>Nothing was changed. If it stays like this, tell your administrator{error.digest ? ' this code:' : '.'}</p>
        {error.digest && <p className="mt-1 font-mono text-xs">{error.digest}</p>}
      </EmptyState>
    </div>
  );
}
