'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Notice } from '../ui/notice';
import { SubmitButton } from '../ui/submit-button';
import { EmailField } from './form-parts';

type State = { message: string; sent: boolean; email: string } | null;

/** Asks for a link that sets a new password. A plain form. */
export function ForgotForm({ action }: { action: (before: State, form: FormData) => Promise<State> }) {
  const t = useTranslations('auth.client');
  const [state, submit] = useActionState(action, null);
  return (
    <form action={submit} className="flex flex-col gap-4">
      {!state?.sent && <EmailField typed={state?.email} />}
      {state && (
        <Notice tone={state.sent ? 'info' : 'danger'} role={state.sent ? 'status' : 'alert'}>
          {state.message}
        </Notice>
      )}
      {!state?.sent && (
        <SubmitButton full pendingText={t('sending')}>
          {t('sendLink')}
        </SubmitButton>
      )}
      <Link href="/sign-in" className="link self-center text-[0.8125rem]" prefetch={false}>
        {t('backToSignIn')}
      </Link>
    </form>
  );
}
