import Link from 'next/link';
import { useTranslations } from 'next-intl';

export type Crumb = { label: string; href: string | null };

/** The way from all usage down to what is shown. The last one is where one is. */
export function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const t = useTranslations('usage.crumbs');
  return (
    <nav aria-label={t('label')} className="mb-3 text-[0.8125rem]">
      <ol className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-muted">
        {crumbs.map((crumb, index) => (
          <li key={crumb.label} className="flex min-w-0 items-center gap-1.5">
            {index > 0 && <span aria-hidden="true">›</span>}
            {crumb.href ? (
              <Link href={crumb.href} prefetch={false} className="link wrap-anywhere">
                {crumb.label}
              </Link>
            ) : (
              <span aria-current="true" className="font-medium wrap-anywhere text-foreground">
                {crumb.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
