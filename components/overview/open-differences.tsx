import Link from 'next/link';
import { formatCount } from '../ui/format';
import { Notice } from '../ui/notice';
import { RelativeTime } from '../ui/relative-time';

/** That ours and the providers' records differ somewhere, and where to look; nothing where they agree. */
export function OpenDifferences({
  open,
  oldest,
}: {
  open: number;
  oldest: { connectionId: string; foundAt: string } | null;
}) {
  if (oldest === null) return null;
  return (
    <Notice tone="warning">
      <Link href={`/reconciliation?connectionId=${oldest.connectionId}`} className="link font-semibold">
        {formatCount(open)} open {open === 1 ? 'difference' : 'differences'}
      </Link>{' '}
      from the providers’ records, the oldest found <RelativeTime at={oldest.foundAt} />.
    </Notice>
  );
}
