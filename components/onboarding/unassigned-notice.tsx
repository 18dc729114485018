import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Notice } from '../ui/notice';

/** That accounts of a connection have no customer yet, and the way to the proposals; nothing where all have one. */
export function UnassignedNotice({ connectionId, count }: { connectionId: string; count: number }) {
  const t = useTranslations('onboarding.assign');
  if (count === 0) return null;
  return (
    <div className="px-4 pb-3 sm:px-5">
      <Notice>
        {t.rich('unassigned', {
          count,
          link: (text) => (
            <Link href={`/connections/assign?connectionId=${connectionId}`} className="link font-semibold">
              {text}
            </Link>
          ),
        })}
      </Notice>
    </div>
  );
}
