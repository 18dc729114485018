'use client';

import { useRouter } from 'next/navigation';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';

type Act = (id: string) => Promise<Outcome<unknown>>;

/** Confirms what was checked, or leaves out what is not ordered yet. */
export function BulkActions({
  id,
  startText,
  cancelText,
  start,
  cancel,
}: {
  id: string;
  /** Null where there is nothing to start, or not by this reader. */
  startText: string | null;
  cancelText: string | null;
  start: Act;
  cancel: Act;
}) {
  const { act, pending, problem } = useAct();
  const router = useRouter();
  const run = (what: Act) =>
    act(
      () => what(id),
      () => router.refresh(),
    );
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        {startText && (
          <button type="button" className="button button--primary" disabled={pending} onClick={() => run(start)}>
            {pending ? 'One moment…' : startText}
          </button>
        )}
        {cancelText && (
          <button type="button" className="button button--outline" disabled={pending} onClick={() => run(cancel)}>
            {cancelText}
          </button>
        )}
      </div>
      <ProblemNotice problem={problem} />
    </div>
  );
}
