'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Field } from '../ui/field';
import { SubmitButton } from '../ui/submit-button';
import { EmailField, Refusal } from './form-parts';

type State = { message: string; email: string } | null;

/** E-mail and password. It is a plain form: signing in works before, and without, any script. */
export function SignInForm({
  next,
  action,
}: {
  next: string;
  action: (before: State, form: FormData) => Promise<State>;
}) {
  const t = useTranslations('auth.client');
  const [state, submit] = useActionState(action, null);
  return (
    <form action={submit} className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      <EmailField typed={state?.email} />
      <Field
        id="password"
        name="password"
        label={t('password')}
        type="password"
        autoComplete="current-password"
        className="text-base sm:text-sm"
        required
      />
      <Refusal state={state} />
      <SubmitButton full pendingText={t('signingIn')}>
        {t('signIn')}
      </SubmitButton>
      <Link href="/sign-in/forgot" className="link self-center text-[0.8125rem]" prefetch={false}>
        {t('forgot')}
      </Link>
    </form>
  );
}
