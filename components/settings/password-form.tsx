'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Field } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';

/** Changes one's own password. */
export function PasswordForm({
  change,
}: {
  change: (passwords: { current: string; next: string }) => Promise<Outcome<unknown>>;
}) {
  const t = useTranslations('settings.client');
  const form = useRef<HTMLFormElement>(null);
  const [done, setDone] = useState(false);
  const { act, pending, problem } = useAct();
  function send(data: FormData) {
    setDone(false);
    act(
      () => change({ current: String(data.get('current')), next: String(data.get('next')) }),
      () => {
        setDone(true);
        form.current?.reset();
      },
    );
  }
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        send(new FormData(event.currentTarget));
      }}
      className="flex max-w-sm flex-col gap-4"
    >
      <Field
        id="current"
        name="current"
        label={t('presentPassword')}
        type="password"
        autoComplete="current-password"
        required
        error={fieldError(problem, 'current')}
      />
      <Field
        id="next"
        name="next"
        label={t('newPassword')}
        type="password"
        autoComplete="new-password"
        minLength={8}
        hint={t('passwordHint')}
        required
        error={fieldError(problem, 'next')}
      />
      <ProblemNotice problem={problem} shown={['current', 'next']} />
      <LiveRegion>{done && !pending && <Notice>{t('passwordChanged')}</Notice>}</LiveRegion>
      <button type="submit" className="button button--primary self-start" disabled={pending}>
        {pending ? t('changing') : t('changePassword')}
      </button>
    </form>
  );
}
