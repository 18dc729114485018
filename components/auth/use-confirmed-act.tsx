'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';

export type Confirm = (proof: { password: string; code: string }) => Promise<Outcome<unknown>>;

/** Asks for the password, and for a code where a second factor is on. */
export function ConfirmDialog({ confirm, done, onClose }: { confirm: Confirm; done: () => void; onClose: () => void }) {
  const t = useTranslations('auth.confirm');
  const [asksCode, setAsksCode] = useState(false);
  const { act, pending, problem } = useAct();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const proof = { password: String(form.get('password')), code: String(form.get('code') ?? '') };
    act(async () => {
      const outcome = await confirm(proof);
      if (!outcome.ok && outcome.fields?.code !== undefined) setAsksCode(true);
      return outcome;
    }, done);
  }
  return (
    <Dialog title={t('title')} onClose={onClose} dismissable={!pending}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-[0.8125rem] text-muted">{t('hint')}</p>
        <Field
          id="confirm-password"
          name="password"
          label={t('password')}
          type="password"
          autoComplete="current-password"
          data-first
          required
          error={fieldError(problem, 'password')}
        />
        {asksCode && (
          <Field
            id="confirm-code"
            name="code"
            label={t('code')}
            autoComplete="one-time-code"
            autoFocus
            required
            maxLength={40}
            error={fieldError(problem, 'code')}
          />
        )}
        <ProblemNotice problem={problem} shown={['password', 'code']} />
        <button type="submit" className="button button--primary self-end" disabled={pending}>
          {pending ? t('checking') : t('continue')}
        </button>
      </form>
    </Dialog>
  );
}

/**
 * As `useAct`, for acts that may want the password again: then a dialog asks for it and the act is done after all.
 * `dialog` belongs outside of the form.
 */
export function useConfirmedAct(confirm: Confirm): ReturnType<typeof useAct> & { dialog: ReactNode } {
  const { act, pending, problem } = useAct();
  const [again, setAgain] = useState<(() => void) | null>(null);

  function confirmed<Data>(run: () => Promise<Outcome<Data>>, done: (data: Data) => void): void {
    act(async () => {
      const outcome = await run();
      if (!outcome.ok && outcome.code === 'confirmation_needed') setAgain(() => () => confirmed(run, done));
      return outcome;
    }, done);
  }

  const dialog = again && (
    <ConfirmDialog
      confirm={confirm}
      onClose={() => setAgain(null)}
      done={() => {
        setAgain(null);
        again();
      }}
    />
  );
  return { act: confirmed, pending, problem, dialog };
}
