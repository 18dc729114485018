import Link from 'next/link';
import { EmptyState } from '@/components/ui/empty-state';

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        page
        title="This page was not found"
        action={
          <Link href="/" className="button button--primary">
            Go to the overview
          </Link>
        }
      >
        <p>The address may be mistyped, or what it showed is gone or not yours to see.</p>
      </EmptyState>
    </main>
  );
}
