import type { ReactNode } from 'react';

/** A titled section of a page. `flush` leaves out the inner space, for tables that reach the edges. */
export function Panel({
  title,
  id,
  description,
  action,
  flush = false,
  children,
}: {
  title: string;
  id?: string;
  description?: ReactNode;
  action?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}) {
  return (
    <section id={id} aria-label={title} className="panel min-w-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-4 pb-3 sm:px-5">
        <div className="min-w-0 grow basis-40">
          <h2 className="text-[0.9375rem] leading-6 font-semibold">{title}</h2>
          {description && <p className="text-[0.8125rem] text-pretty text-muted">{description}</p>}
        </div>
        {action}
      </div>
      <div className={flush ? 'pb-1' : 'px-4 pb-4 sm:px-5 sm:pb-5'}>{children}</div>
    </section>
  );
}
