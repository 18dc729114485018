'use client';

import { EmptyState } from '@/components/ui/empty-state';
import { ReloadWhenBack } from '@/components/ui/reload-when-back';
import './globals.css';

export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <ReloadWhenBack />
        <title>Something went wrong · Gigatill</title>
        <main className="grid min-h-dvh place-items-center">
          <EmptyState
            page
            title="Something went wrong"
            action={
              <button type="button" className="button button--primary" onClick={reset}>
                Try again
              </button>
            }
          >
            Nothing was changed by this page. If it stays like this, look at the log of the server.
          </EmptyState>
        </main>
      </body>
    </html>
  );
}
