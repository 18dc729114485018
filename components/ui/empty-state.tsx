import type { ReactNode } from 'react';

/** Says that there is nothing here, why, and what to do about it. */
export function EmptyState({
  title,
  page = false,
  children,
  action,
}: {
  title: string;
  /** True where it is all that a page has to say: its title is then the page's heading. */
  page?: boolean;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center gap-1 px-6 py-10 text-center">
      <svg
        width="44"
        height="30"
        aria-hidden="true"
        className="mb-2 text-border-secondary"
        fill="none"
        stroke="currentColor"
      >
        <path d="M1 29h42" strokeWidth="1.5" />
        <path d="M7 29v-7M16 29V17M25 29V10M34 29V3" strokeWidth="6" strokeOpacity="0.45" strokeDasharray="2 2" />
      </svg>
      {page ? <h1 className="text-lg font-semibold">{title}</h1> : <p className="font-medium">{title}</p>}
      {children && <div className="max-w-md text-balance text-muted">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
