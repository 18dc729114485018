'use client';

import { useState } from 'react';
import { Dialog } from '../ui/dialog';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';
import { monthName } from './months';
import type { CloseMonth } from './types';

/** Freezes a month, after a question. */
export function CloseMonthButton({
  billingAccountId,
  month,
  close,
}: {
  billingAccountId: string;
  month: string;
  close: CloseMonth;
}) {
  const [open, setOpen] = useState(false);
  const { act, pending, problem } = useAct('The answer got lost. Trying again is safe: a month is closed once.');
  return (
    <>
      <button type="button" className="button button--outline button--sm" onClick={() => setOpen(true)}>
        Close<span className="sr-only"> {monthName(month)}</span>
      </button>
      {open && (
        <Dialog title={`Close ${monthName(month)}?`} onClose={() => setOpen(false)} dismissable={!pending}>
          <div className="flex flex-col gap-4">
            <p>
              The statement is frozen as it is now and gives the same file for ever. What is posted later stands on the
              next month’s statement. It cannot be opened again.
            </p>
            <ProblemNotice problem={problem} />
            <div className="flex justify-end gap-2">
              <button type="button" className="button button--ghost" disabled={pending} onClick={() => setOpen(false)}>
                Leave it open
              </button>
              <button
                type="button"
                className="button button--primary"
                disabled={pending}
                onClick={() =>
                  act(
                    () => close({ billingAccountId, month }),
                    () => setOpen(false),
                  )
                }
              >
                {pending ? 'Closing…' : 'Close month'}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
