import type { ReactNode } from 'react';

export type Tone = 'success' | 'warning' | 'danger' | 'accent' | 'default';

const SHAPES: Record<Tone, ReactNode> = {
  success: <path d="m2 5.2 2.2 2.2L8.2 3" fill="none" strokeWidth="1.8" />,
  warning: <path d="M5 1.2 9.2 8.6H.8z" strokeWidth="1" strokeLinejoin="round" />,
  danger: <path d="m2 2 6 6m0-6L2 8" fill="none" strokeWidth="1.8" />,
  accent: <circle cx="5" cy="5" r="3.2" fill="none" strokeWidth="1.8" />,
  default: <circle cx="5" cy="5" r="2.6" strokeWidth="0" />,
};

/** A state in one word. Its sign differs in shape as well as in colour. */
export function StatusBadge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`chip chip--soft chip--${tone} gap-1.5 px-2 whitespace-nowrap`}>
      <svg width="10" height="10" aria-hidden="true" stroke="currentColor" fill="currentColor" strokeLinecap="round">
        {SHAPES[tone]}
      </svg>
      {children}
    </span>
  );
}
