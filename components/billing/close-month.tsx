'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { monthName } from '../costs/month-name';
import { Dialog } from '../ui/dialog';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';
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
  const t = useTranslations('billing.close');
  const name = monthName(month, useLocale());
  const [open, setOpen] = useState(false);
  const { act, pending, problem } = useAct(t('lost'));
  return (
    <>
      <button type="button" className="button button--outline button--sm" onClick={() => setOpen(true)}>
        {t.rich('open', { month: name, hidden: (text) => <span className="sr-only">{text}</span> })}
      </button>
      {open && (
        <Dialog title={t('title', { month: name })} onClose={() => setOpen(false)} dismissable={!pending}>
          <div className="flex flex-col gap-4">
            <p>{t('hint')}</p>
            <ProblemNotice problem={problem} />
            <div className="flex justify-end gap-2">
              <button type="button" className="button button--ghost" disabled={pending} onClick={() => setOpen(false)}>
                {t('leave')}
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
                {t(pending ? 'busy' : 'confirm')}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
