'use server';

import { redirect } from 'next/navigation';
import { closeBrowserSession, openBrowserSession } from '@/lib/auth';
import { signInInput } from '@/lib/auth/schemas';
import { publicAction, toActionError } from '@/lib/boundary/action';

/** What the form shows after a refused attempt; `email` is put back into its field. */
export type SignInState = { message: string; email: string } | null;

const signIn = publicAction.inputSchema(signInInput).action(async ({ parsedInput }) => {
  await openBrowserSession(parsedInput.email, parsedInput.password);
});

/** For `useActionState`; works without JavaScript, too. Leads to `next` (a path of ours) or Overview. */
export async function signInAction(_previous: SignInState, form: FormData): Promise<SignInState> {
  const email = String(form.get('email') ?? '');
  const result = await signIn({ email, password: String(form.get('password') ?? '') });
  if (result.serverError) return { message: result.serverError.message, email };
  if (result.validationErrors) return { message: 'E-mail or password is wrong.', email };
  const next = String(form.get('next') ?? '');
  redirect(/^\/(?![/\\])/.test(next) ? next : '/');
}

/** Ends the session and leads to the sign-in page. */
export async function signOutAction(): Promise<void> {
  try {
    await closeBrowserSession();
  } catch (error) {
    // Without a database the row stays until it expires, but the person must be able to leave.
    toActionError(error);
  }
  redirect('/sign-in');
}
