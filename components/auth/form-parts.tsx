'use client';

import { useTranslations } from 'next-intl';
import { Field } from '../ui/field';
import { Notice } from '../ui/notice';

/** What the plain forms of signing in share. */

/** What the server says of the form as it was sent; nothing before. */
export function Refusal({ state }: { state: { message: string } | null }) {
  return (
    state && (
      <Notice tone="danger" role="alert">
        {state.message}
      </Notice>
    )
  );
}

/** Whose account it is: filled in again after a refusal. */
export function EmailField({ typed }: { typed: string | undefined }) {
  const t = useTranslations('auth.client');
  return (
    <Field
      id="email"
      name="email"
      label={t('email')}
      type="email"
      autoComplete="username"
      autoFocus
      className="text-base sm:text-sm"
      required
      defaultValue={typed}
    />
  );
}
