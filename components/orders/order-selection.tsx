'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Selection } from '../lists/selection';
import { Dialog } from '../ui/dialog';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';

export type ManyActed = { changed: number; failed: { id: string; message: string }[] };
export type ActOnOrders = (asked: { act: 'approve' | 'cancel'; ids: string[] }) => Promise<Outcome<ManyActed>>;

/** Approves or cancels ticked orders, and says of each that could not be why. */
export function OrderSelection({
  mayApprove,
  act: run,
  children,
}: {
  mayApprove: boolean;
  act: ActOnOrders;
  children: ReactNode;
}) {
  const t = useTranslations('orders.client');
  const { act, pending, problem } = useAct();
  const [result, setResult] = useState<ManyActed | null>(null);

  function start(what: 'approve' | 'cancel', ids: string[], clear: () => void) {
    act(
      () => run({ act: what, ids }),
      (acted) => {
        setResult(acted);
        clear();
      },
    );
  }

  return (
    <>
      <Selection
        actions={(ids, clear) => (
          <>
            <ProblemNotice problem={problem} />
            <button
              type="button"
              className="button button--outline button--sm"
              disabled={pending}
              onClick={() => start('cancel', ids, clear)}
            >
              {pending ? t('many.working') : t('many.cancel')}
            </button>
            {mayApprove && (
              <button
                type="button"
                className="button button--primary button--sm"
                disabled={pending}
                onClick={() => start('approve', ids, clear)}
              >
                {pending ? t('many.working') : t('many.approve')}
              </button>
            )}
          </>
        )}
      >
        {children}
      </Selection>
      {result && (
        <Dialog title={t('many.done', { count: result.changed })} onClose={() => setResult(null)}>
          {result.failed.length > 0 && (
            <Notice tone="danger">
              {t('many.failed', { count: result.failed.length })}
              <ul className="mt-1 list-disc ps-5">
                {result.failed.map((failure) => (
                  <li key={failure.id}>
                    #{failure.id}: {failure.message}
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          <button
            type="button"
            data-first
            className="button button--primary mt-4 ms-auto flex"
            onClick={() => setResult(null)}
          >
            {t('many.close')}
          </button>
        </Dialog>
      )}
    </>
  );
}
