import Link from 'next/link';
import { EmptyState } from '@/components/ui/empty-state';

export default function NotFound() {
  return (
    <div className="panel">
      <EmptyState
        page
        title="Not found"
        action={
          <Link href="/" className="button button--primary">
            Go to the overview
          </Link>
        }
      >
        <p>The address may be mistyped, or what it showed is gone or not yours to see.</p>
      </EmptyState>
    </div>
  );
}
