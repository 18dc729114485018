import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

type StepState = 'done' | 'now' | 'later';

const MARK: Record<StepState, string> = {
  done: 'bg-success-soft text-success-soft-foreground',
  now: 'bg-accent text-accent-foreground',
  later: 'bg-default text-muted',
};

/** One step of the guide: done, the one to do now with what it needs, or yet to come. */
export function StepItem({
  no,
  state,
  title,
  summary,
  children,
}: {
  no: number;
  state: StepState;
  title: string;
  /** What came of it, or what it is for. */
  summary?: ReactNode;
  children?: ReactNode;
}) {
  const t = useTranslations('onboarding.panel');
  return (
    <li
      aria-current={state === 'now' ? 'step' : undefined}
      className="flex gap-3 border-t border-separator px-4 py-3 sm:px-5"
    >
      <span
        aria-hidden="true"
        className={`figures mt-px flex size-5.5 shrink-0 items-center justify-center rounded-full text-xs font-semibold ${MARK[state]}`}
      >
        {state === 'done' ? <Check className="size-3.5" strokeWidth={2.5} /> : no}
      </span>
      <div className="min-w-0 flex-1">
        <h3
          className={`leading-6 ${state === 'now' ? 'font-semibold' : state === 'done' ? 'text-muted' : 'font-medium'}`}
        >
          {title}
          {state === 'done' && <span className="sr-only"> ({t('done')})</span>}
        </h3>
        {summary && <div className="text-[0.8125rem] text-muted wrap-anywhere">{summary}</div>}
        {state === 'now' && children && <div className="mt-3 flex flex-col gap-3">{children}</div>}
      </div>
    </li>
  );
}
