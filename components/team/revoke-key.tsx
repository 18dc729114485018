'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Dialog } from '../ui/dialog';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';
import type { TeamActions } from './types';

/** Ends a key, after a question. */
export function RevokeKeyButton({ id, name, revoke }: { id: string; name: string; revoke: TeamActions['revokeKey'] }) {
  const t = useTranslations('team.client');
  const [open, setOpen] = useState(false);
  const { act, pending, problem } = useAct(t('revokeLost'));
  return (
    <>
      <button type="button" className="button button--outline button--sm" onClick={() => setOpen(true)}>
        {t('revoke')}
        <span className="sr-only"> {name}</span>
      </button>
      {open && (
        <Dialog title={t('revokeTitle', { name })} onClose={() => setOpen(false)} dismissable={!pending}>
          <div className="flex flex-col gap-4 text-left">
            <p>{t('revokeHint')}</p>
            <ProblemNotice problem={problem} />
            <div className="flex justify-end gap-2">
              <button type="button" className="button button--ghost" disabled={pending} onClick={() => setOpen(false)}>
                {t('keep')}
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
                {pending ? t('revoking') : t('revokeKey')}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
