'use client';

import { useActionState } from 'react';
import { signInAction } from './actions';

export function SignInForm({ next }: { next: string }) {
  const [state, submit, pending] = useActionState(signInAction, null);
  return (
    <form action={submit}>
      <input type="hidden" name="next" value={next} />
      <label htmlFor="email">Email</label>
      <input id="email" name="email" type="email" autoComplete="username" required defaultValue={state?.email} />
      <label htmlFor="password">Password</label>
      <input id="password" name="password" type="password" autoComplete="current-password" required />
      <p role="alert">{state?.message}</p>
      <button type="submit" disabled={pending}>
        Sign in
      </button>
    </form>
  );
}
