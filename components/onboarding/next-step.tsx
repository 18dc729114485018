import Link from 'next/link';
import { useTranslations } from 'next-intl';

const PLACE = {
  assign: '/connections/assign',
  connections: '/connections',
  customers: '/customers',
  range: '/usage',
} as const;

/** Where to go from an empty list. */
export function NextStep({ to }: { to: keyof typeof PLACE }) {
  const t = useTranslations('onboarding.next');
  return (
    <Link href={PLACE[to]} prefetch={false} className="button button--outline">
      {t(to)}
    </Link>
  );
}
