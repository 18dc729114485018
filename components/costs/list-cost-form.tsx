'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { DecimalField, Field } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';
import type { SetListCost } from './types';

/** Sets what a GB costs from a day on. */
export function ListCostForm({ today, currency, set }: { today: string; currency: string; set: SetListCost }) {
  const t = useTranslations('costs.client');
  const form = useRef<HTMLFormElement>(null);
  const [saved, setSaved] = useState(false);
  const { act, pending, problem } = useAct();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setSaved(false);
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name)).trim();
    act(
      () => set({ amount: text('amount'), currency: text('currency').toUpperCase(), from: text('from') }),
      () => {
        setSaved(true);
        form.current?.reset();
      },
    );
  }
  return (
    <form ref={form} onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid grid-cols-[1fr_5rem] items-start gap-3">
        <DecimalField id="list-amount" name="amount" label={t('perGb')} required error={fieldError(problem, 'perGb')} />
        <Field
          id="list-currency"
          name="currency"
          label={t('currency')}
          maxLength={3}
          required
          className="figures uppercase"
          defaultValue={currency}
        />
      </div>
      <Field
        id="list-from"
        name="from"
        label={t('from')}
        type="date"
        required
        defaultValue={today}
        error={fieldError(problem, 'from')}
      />
      <ProblemNotice problem={problem} shown={['perGb', 'from']} />
      <LiveRegion>{saved && <p className="text-[0.8125rem] text-muted">{t('saved')}</p>}</LiveRegion>
      <button type="submit" className="button button--outline self-start" disabled={pending}>
        {pending ? t('saving') : t('setCost')}
      </button>
    </form>
  );
}
