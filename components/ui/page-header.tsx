import Link from 'next/link';
import type { ReactNode } from 'react';

/** The head of a page: where one is, what it is, what one can do here. */
export function PageHeader({
  title,
  description,
  back,
  badge,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  back?: { href: string; label: string };
  badge?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {back && (
          <Link
            href={back.href}
            className="mb-1 inline-block py-1 text-[0.8125rem] text-muted hover:text-foreground print:hidden"
          >
            ← {back.label}
          </Link>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl leading-8 font-semibold tracking-tight wrap-anywhere sm:text-2xl">{title}</h1>
          {badge}
        </div>
        {description && <div className="mt-0.5 max-w-3xl text-pretty text-muted wrap-anywhere">{description}</div>}
      </div>
      {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
    </header>
  );
}
