'use client';

export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Gigatill</title>
        <main>
          <h1>Something went wrong</h1>
          <p>Nothing was changed by this page. Try again; if it stays, look at the log of the server.</p>
          <button type="button" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
