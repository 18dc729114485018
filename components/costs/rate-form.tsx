'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useRef } from 'react';
import { Field } from '../ui/field';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';
import type { AddRate } from './types';

/** Enters what one unit of a currency is worth in another. */
export function RateForm({ today, add }: { today: string; add: AddRate }) {
  const t = useTranslations('costs.client');
  const form = useRef<HTMLFormElement>(null);
  const { act, pending, problem } = useAct();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name)).trim();
    const draft = { base: text('base').toUpperCase(), quote: text('quote').toUpperCase() };
    act(
      () => add({ ...draft, rate: text('rate'), from: text('from') }),
      () => form.current?.reset(),
    );
  }
  const field = (name: 'base' | 'quote' | 'rate' | 'from') => ({
    ...{ id: `rate-${name}`, name, label: t(name), autoComplete: 'off', required: true },
    error: fieldError(problem, name),
  });
  return (
    <form ref={form} onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid grid-cols-2 items-start gap-3">
        <Field {...field('base')} maxLength={3} className="figures uppercase" />
        <Field {...field('quote')} maxLength={3} className="figures uppercase" />
        <Field {...field('rate')} inputMode="decimal" className="figures" />
        <Field {...field('from')} type="date" defaultValue={today} />
      </div>
      <ProblemNotice problem={problem} shown={['base', 'quote', 'rate', 'from']} />
      <button type="submit" className="button button--outline self-start" disabled={pending}>
        {pending ? t('saving') : t('addRate')}
      </button>
    </form>
  );
}
