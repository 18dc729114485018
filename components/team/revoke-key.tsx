'use client';

import { useState } from 'react';
import { Dialog } from '../ui/dialog';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';
import type { TeamActions } from './types';

/** Ends a key, after a question. */
export function RevokeKeyButton({ id, name, revoke }: { id: string; name: string; revoke: TeamActions['revokeKey'] }) {
  const [open, setOpen] = useState(false);
  const { act, pending, problem } = useAct('The answer got lost. Trying again is safe.');
  return (
    <>
      <button type="button" className="button button--outline button--sm" onClick={() => setOpen(true)}>
        Revoke<span className="sr-only"> {name}</span>
      </button>
      {open && (
        <Dialog title={`Revoke ${name}?`} onClose={() => setOpen(false)} dismissable={!pending}>
          <div className="flex flex-col gap-4 text-left">
            <p>Programs that use this key are refused from now on. A revoked key cannot be used again.</p>
            <ProblemNotice problem={problem} />
            <div className="flex justify-end gap-2">
              <button type="button" className="button button--ghost" disabled={pending} onClick={() => setOpen(false)}>
                Keep it
              </button>
              <button
                type="button"
                className="button button--danger"
                disabled={pending}
                onClick={() =>
                  act(
                    () => revoke(id),
                    () => setOpen(false),
                  )
                }
              >
                {pending ? 'Revoking…' : 'Revoke key'}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
