'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Field } from '../ui/field';
import { SubmitButton } from '../ui/submit-button';
import { Refusal } from './form-parts';

type State = { message: string } | null;

/** Sets the password of the person whom a link is for. A plain form. */
export function LinkForm({
  kind,
  token,
  email,
  action,
}: {
  kind: 'invitation' | 'password_reset';
  token: string;
  email: string;
  action: (before: State, form: FormData) => Promise<State>;
}) {
  const t = useTranslations('auth.client');
  const [state, submit] = useActionState(action, null);
  return (
    <form action={submit} className="flex flex-col gap-4">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="token" value={token} />
      {/* For password managers, which keep a password under a name. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        id="password"
        name="password"
        label={t('newPassword')}
        type="password"
        autoComplete="new-password"
        minLength={8}
        maxLength={200}
        hint={t('passwordHint')}
        className="text-base sm:text-sm"
        required
      />
      <Refusal state={state} />
      <SubmitButton full pendingText={t('moment')}>
        {t('setAndSignIn')}
      </SubmitButton>
    </form>
  );
}
