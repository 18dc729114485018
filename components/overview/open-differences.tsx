import Link from 'next/link';
import { formatCount } from '../ui/format';
import { Notice } from '../ui/notice';
import { RelativeTime } from '../ui/relative-time';

/** That ours and the providers' records differ somewhere, and where to look; nothing where they agree. */
export function OpenDifferences({ open, oldestFoundAt }: { open: number; oldestFoundAt: string | null }) {
  if (open === 0) return null;
  return (
    <Notice tone="warning">
      <Link href="/reconciliation" className="link font-semibold">
        {formatCount(open)} open {open === 1 ? 'difference' : 'differences'}
      </Link>{' '}
      from the providers’ records
      {oldestFoundAt !== null && (
        <>
          , the oldest found <RelativeTime at={oldestFoundAt} />
        </>
      )}
      .
    </Notice>
  );
}
