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
    <div className="panel flex flex-col gap-1 px-4 py-3.5 sm:px-5">
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

const PER_ROW = {
  /** One on a phone. */
  two: '*:basis-2/5 max-sm:*:basis-full',
  /** Two on a phone. */
  four: 'lg:gap-4 *:basis-2/5 lg:*:basis-1/5',
} as const;

/** Cards in rows of equal parts. One whose figure is too long for its part gets a row of its own; no digit is ever cut. */
export function StatCards({ perRow, children }: { perRow: keyof typeof PER_ROW; children: ReactNode }) {
  return <div className={`flex flex-wrap gap-3 *:grow ${PER_ROW[perRow]}`}>{children}</div>;
}
