'use server';

import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { getLocale, getTranslations } from 'next-intl/server';
import { countBrowserReset, openBrowserSessionByLink, requestPasswordReset } from '@/lib/auth';
import { linkInput, resetRequest } from '@/lib/auth/schemas';
import { publicAction, toActionError } from '@/lib/boundary/action';

/** `sent` says only that the wish was heard, never whether there is such a person. */
type ForgotState = { message: string; sent: boolean; email: string } | null;
type LinkState = { message: string } | null;

const forgot = publicAction.inputSchema(resetRequest).action(async ({ parsedInput }) => {
  await countBrowserReset();
  const locale = await getLocale();
  // After the answer: how long it takes would tell whether the address is known.
  after(() => requestPasswordReset(parsedInput.email, { locale }).catch(toActionError));
});

/** Asks for a mail with a link that sets a new password. */
export async function forgotAction(_previous: ForgotState, form: FormData): Promise<ForgotState> {
  const t = await getTranslations('auth.page');
  const email = String(form.get('email') ?? '').trim();
  const { serverError, validationErrors } = await forgot({ email });
  if (serverError) return { message: serverError.message, sent: false, email };
  if (validationErrors) return { message: t('noEmail'), sent: false, email };
  return {
    message: t('linkSent'),
    sent: true,
    email,
  };
}

const setPassword = publicAction
  .inputSchema(linkInput)
  .action(async ({ parsedInput }) => ({ next: await openBrowserSessionByLink(parsedInput, await getLocale()) }));

/** Sets the password with a link and signs in. */
export async function linkAction(_previous: LinkState, form: FormData): Promise<LinkState> {
  const t = await getTranslations('auth.page');
  const text = (name: string) => String(form.get(name) ?? '');
  const { data, serverError, validationErrors } = await setPassword({
    kind: text('kind') === 'invitation' ? 'invitation' : 'password_reset',
    token: text('token'),
    password: text('password'),
  });
  if (serverError) return { message: serverError.message };
  if (validationErrors) {
    return {
      message: validationErrors.fieldErrors.password?.[0] ?? t('notWhole'),
    };
  }
  redirect(data?.next === 'code' ? '/sign-in/code' : '/');
}
