'use server';

import { redirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { closeBrowserSession, completeBrowserSession, openBrowserSession } from '@/lib/auth';
import { codeInput, signInInput } from '@/lib/auth/schemas';
import { publicAction, toActionError } from '@/lib/boundary/action';

/** What the form shows after a refused attempt; `email` is put back into its field. */
type SignInState = { message: string; email: string } | null;

type CodeState = { message: string } | null;

const signIn = publicAction.inputSchema(signInInput).action(async ({ parsedInput }) => {
  return { next: await openBrowserSession(parsedInput.email, parsedInput.password, await getLocale()) };
});

const complete = publicAction.inputSchema(codeInput).action(async ({ parsedInput }) => {
  await completeBrowserSession(parsedInput.code, await getLocale());
});

/** Only ways inside this app. */
function insideOnly(next: string): string {
  return /^\/(?![/\\])/.test(next) ? next : '/';
}

/** For `useActionState`; works without JavaScript, too. Leads to `next` (a path of ours) or Overview. */
export async function signInAction(_previous: SignInState, form: FormData): Promise<SignInState> {
  const t = await getTranslations('auth.page');
  const email = String(form.get('email') ?? '');
  const result = await signIn({ email, password: String(form.get('password') ?? '') });
  if (result.serverError) return { message: result.serverError.message, email };
  if (result.validationErrors) return { message: t('wrong'), email };
  const next = insideOnly(String(form.get('next') ?? ''));
  redirect(result.data?.next === 'code' ? `/sign-in/code?${new URLSearchParams({ next })}` : next);
}

/** The second step, in the same ways. */
export async function codeAction(_previous: CodeState, form: FormData): Promise<CodeState> {
  const t = await getTranslations('auth.page');
  const result = await complete({ code: String(form.get('code') ?? '') });
  if (result.serverError) return { message: result.serverError.message };
  if (result.validationErrors) return { message: t('codeWrong') };
  redirect(insideOnly(String(form.get('next') ?? '')));
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
