'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Field } from '../ui/field';
import { SubmitButton } from '../ui/submit-button';
import { Refusal } from './form-parts';

type State = { message: string } | null;

/** The second step of signing in. A plain form, too. */
export function CodeForm({
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
      <Field
        id="code"
        name="code"
        label={t('code')}
        hint={t('codeHint')}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
        maxLength={40}
        className="text-base sm:text-sm"
      />
      <Refusal state={state} />
      <SubmitButton full pendingText={t('signingIn')}>
        {t('continue')}
      </SubmitButton>
      <Link href="/sign-in" className="link self-center text-[0.8125rem]" prefetch={false}>
        {t('backToStart')}
      </Link>
    </form>
  );
}
