import Link from 'next/link';
import { useTranslations } from 'next-intl';
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
  const t = useTranslations('overview');
  if (oldest === null) return null;
  return (
    <Notice tone="warning">
      {t.rich('openDifferences', {
        count: open,
        time: () => <RelativeTime at={oldest.foundAt} />,
        link: (text) => (
          <Link href={`/reconciliation?connectionId=${oldest.connectionId}`} className="link font-semibold">
            {text}
          </Link>
        ),
      })}
    </Notice>
  );
}
