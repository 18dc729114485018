'use client';

import { useState } from 'react';
import { AsOf } from '../ui/as-of';
import { formatCount } from '../ui/format';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { StatusBadge } from '../ui/status-badge';
import { useAct } from '../ui/use-act';

/** The hash chain as it was when it was last checked. */
export type ChainCheck = {
  at: string;
  sealed: number;
  waiting: number;
  head: string;
  broken: { eventId: string; sealNo: string; reason: string } | null;
};

/** Whether the chain of events is whole, as of when, and a way to prove it again. */
export function ChainState({ first, check }: { first: ChainCheck | null; check: () => Promise<Outcome<ChainCheck>> }) {
  const [state, setState] = useState(first);
  const { act, pending, problem } = useAct('The server could not be reached. Try again.');
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {state === null ? (
          <p className="text-muted">The chain was not checked since the last start.</p>
        ) : (
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1" aria-live="polite">
            <StatusBadge tone={state.broken ? 'danger' : 'success'}>{state.broken ? 'Broken' : 'Whole'}</StatusBadge>
            <span className="figures">{formatCount(state.sealed)} events sealed</span>
            {state.waiting > 0 && <span className="figures text-muted">{formatCount(state.waiting)} wait to be</span>}
            <AsOf at={state.at} prefix="checked" />
          </p>
        )}
        <button
          type="button"
          className="button button--outline button--sm ms-auto"
          disabled={pending}
          onClick={() => act(check, setState)}
        >
          {pending ? 'Checking…' : state === null ? 'Check now' : 'Check again'}
        </button>
      </div>
      {state?.broken && (
        <Notice tone="danger" title="The chain does not hold" role="alert">
          Event {state.broken.eventId}, place {state.broken.sealNo}: {state.broken.reason}. Somebody changed the
          database by hand; compare it with a backup.
        </Notice>
      )}
      {state && !state.broken && state.sealed > 0 && (
        <p className="text-xs text-muted">
          Head <code className="font-mono wrap-anywhere">{state.head}</code>. Noted elsewhere, it proves later that
          nothing was cut off.
        </p>
      )}
      <ProblemNotice problem={problem} />
    </div>
  );
}
