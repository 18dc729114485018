import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const STYLES = {
  info: { box: 'bg-accent-soft text-accent-soft-foreground', Icon: Info },
  warning: { box: 'bg-warning-soft text-warning-soft-foreground', Icon: TriangleAlert },
  danger: { box: 'bg-danger-soft text-danger-soft-foreground', Icon: CircleAlert },
} as const;

/** A sentence that must be read before going on. */
export function Notice({
  tone = 'info',
  title,
  role,
  children,
}: {
  tone?: keyof typeof STYLES;
  title?: string;
  role?: 'alert' | 'status';
  children: ReactNode;
}) {
  const { box, Icon } = STYLES[tone];
  return (
    <div role={role} className={`flex gap-3 rounded-lg px-3.5 py-3 text-[0.8125rem] leading-5 ${box}`}>
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 wrap-anywhere">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}
