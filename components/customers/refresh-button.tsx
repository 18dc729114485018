'use client';

import { RefreshCw } from 'lucide-react';
import type { Outcome } from '../ui/outcome';
import { useAct } from '../ui/use-act';

/** Reads one account anew, now. The provider's cool-down may refuse it, and then says so. */
export function RefreshButton({
  accountId,
  label,
  refresh,
}: {
  accountId: string;
  label: string;
  refresh: (accountId: string) => Promise<Outcome<unknown>>;
}) {
  const { act, pending, problem } = useAct('The server did not answer. Reading changes nothing: try again.');
  return (
    <span className="inline-flex items-center gap-1">
      <button
        type="button"
        className="button button--ghost button--icon-only button--sm size-6 min-w-6 [&>svg]:size-3.5!"
        aria-label={`Read ${label} again`}
        title="Read again"
        disabled={pending}
        onClick={() =>
          act(
            () => refresh(accountId),
            () => undefined,
          )
        }
      >
        <RefreshCw aria-hidden="true" className={pending ? 'motion-safe:animate-spin' : undefined} />
      </button>
      <span role="status" className="max-w-40 text-left text-xs text-danger-soft-foreground">
        {problem?.message}
      </span>
    </span>
  );
}
