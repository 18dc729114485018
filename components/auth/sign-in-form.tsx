'use client';

import Link from 'next/link';
import { useActionState } from 'react';
import { Field } from '../ui/field';
import { Notice } from '../ui/notice';
import { SubmitButton } from '../ui/submit-button';

type State = { message: string; email: string } | null;

/** E-mail and password. It is a plain form: signing in works before, and without, any script. */
export function SignInForm({
  next,
  action,
}: {
  next: string;
  action: (before: State, form: FormData) => Promise<State>;
}) {
  const [state, submit] = useActionState(action, null);
  return (
    <form action={submit} className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      <Field
        id="email"
        name="email"
        label="Email"
        type="email"
        autoComplete="username"
        className="text-base sm:text-sm"
        required
        defaultValue={state?.email}
      />
      <Field
        id="password"
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        className="text-base sm:text-sm"
        required
      />
      {state && (
        <Notice tone="danger" role="alert">
          {state.message}
        </Notice>
      )}
      <SubmitButton full pendingText="Signing in…">
        Sign in
      </SubmitButton>
      <Link href="/sign-in/forgot" className="link self-center text-[0.8125rem]" prefetch={false}>
        Forgot password?
      </Link>
    </form>
  );
}
