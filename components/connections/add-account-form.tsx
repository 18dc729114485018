'use client';

import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Field } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';

/** Adds an account by hand, for providers that list none. */
export function AddAccountForm({
  label,
  add,
}: {
  /** What the provider calls it, e.g. `Phone number or share group`. */
  label: string;
  add: (account: { externalId: string; externalName: string }) => Promise<Outcome<unknown>>;
}) {
  const t = useTranslations('connections.client');
  const form = useRef<HTMLFormElement>(null);
  const { act, pending, problem } = useAct();
  function submit(data: FormData) {
    const text = (name: string) => String(data.get(name) ?? '').trim();
    act(
      () => add({ externalId: text('externalId'), externalName: text('externalName') }),
      () => form.current?.reset(),
    );
  }
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
      className="grid items-start gap-3 sm:grid-cols-[1fr_1fr_auto]"
    >
      <Field id="account-id" name="externalId" label={label} required error={fieldError(problem, 'externalId')} />
      <Field id="account-name" name="externalName" label={t('holderOptional')} />
      <button type="submit" className="button button--outline sm:mt-6.5" disabled={pending}>
        {pending ? t('adding') : t('addAccount')}
      </button>
      <LiveRegion>{pending && <span className="sr-only">{t('addingAccount')}</span>}</LiveRegion>
      <ProblemNotice problem={problem} shown={['externalId']} />
    </form>
  );
}
