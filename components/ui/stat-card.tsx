import type { ReactNode } from 'react';
import { AsOf } from './as-of';

/** One figure that matters: label, value with unit, the change against the period before, and when it was read. */
export function StatCard({
  label,
  children,
  change,
  note,
  asOf,
  action,
}: {
  label: string;
  children: ReactNode;
  change?: string | null;
  note?: ReactNode;
  asOf?: string | null;
  action?: ReactNode;
}) {
  return (
    <div className="panel flex min-w-0 flex-col gap-1 px-4 py-3.5 max-lg:last:odd:col-span-2 sm:px-5">
      <div className="flex items-baseline justify-between gap-2">
        <p className="line-clamp-2 text-[0.8125rem] text-balance text-muted" title={label}>
          {label}
        </p>
        {action}
      </div>
      <p className="flex flex-wrap items-baseline gap-x-2 text-2xl leading-8 font-semibold tracking-tight">
        {children}
      </p>
      <p className="flex flex-wrap items-baseline gap-x-3 text-xs leading-5 text-muted">
        {change && <span className="figures font-medium text-ink-soft">{change}</span>}
        {note && <span>{note}</span>}
        {asOf !== undefined && <AsOf at={asOf} />}
      </p>
    </div>
  );
}
