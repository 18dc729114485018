'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { BillingSettingsDto } from '@/lib/billing/settings-schemas';
import { decimalOf, textOf } from '../ui/act-dialog';
import { AreaField, DecimalField, Field } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, type Problem, useAct } from '../ui/use-act';

type Issuer = BillingSettingsDto['issuer'];
type Limits = BillingSettingsDto['limits'];

/** A form that stays on its page and says when it was kept. */
function KeptForm({
  send,
  named,
  fields,
}: {
  send: (form: FormData) => Promise<Outcome<unknown>>;
  named: readonly string[];
  fields: (problem: Problem | null) => ReactNode;
}) {
  const t = useTranslations('billing.chosen');
  const [kept, setKept] = useState(false);
  const { act, pending, problem } = useAct();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setKept(false);
    const form = new FormData(event.currentTarget);
    act(
      () => send(form),
      () => setKept(true),
    );
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {fields(problem)}
      <ProblemNotice problem={problem} shown={[...named]} />
      <div className="flex items-center justify-end gap-3">
        <LiveRegion>{kept && <span className="text-[0.8125rem] text-muted">{t('kept')}</span>}</LiveRegion>
        <button type="submit" className="button button--primary" disabled={pending}>
          {pending ? t('busy') : t('keep')}
        </button>
      </div>
    </form>
  );
}

/** Who issues statements. */
export function IssuerForm({
  issuer,
  change,
}: {
  issuer: Issuer;
  change: (issuer: Issuer) => Promise<Outcome<unknown>>;
}) {
  const t = useTranslations('billing.chosen');
  return (
    <KeptForm
      named={['issuer']}
      send={(form) =>
        change({ name: textOf(form, 'name'), address: textOf(form, 'address'), taxId: textOf(form, 'taxId') })
      }
      fields={(problem) => (
        <>
          <Field
            id="issuer-name"
            name="name"
            label={t('name')}
            maxLength={200}
            autoComplete="organization"
            defaultValue={issuer.name}
            error={fieldError(problem, 'issuer')}
          />
          <AreaField
            id="issuer-address"
            name="address"
            label={t('address')}
            rows={4}
            maxLength={600}
            autoComplete="street-address"
            defaultValue={issuer.address}
          />
          <Field
            id="issuer-tax"
            name="taxId"
            label={t('taxId')}
            maxLength={100}
            autoComplete="off"
            defaultValue={issuer.taxId}
          />
        </>
      )}
    />
  );
}

/** Above which amounts somebody is asked again, in each currency. */
export function LimitsForm({
  limits,
  change,
}: {
  limits: Limits;
  change: (limits: Limits) => Promise<Outcome<unknown>>;
}) {
  const t = useTranslations('billing.chosen');
  const read = (form: FormData, name: 'adjustment' | 'largeOrder') =>
    limits[name].map(({ currency }) => ({ currency, amount: decimalOf(form, `${name}-${currency}`) }));
  const fieldsOf = (name: 'adjustment' | 'largeOrder', problem: Problem | null) =>
    limits[name].map((money) => (
      <DecimalField
        key={money.currency}
        id={`${name}-${money.currency}`}
        name={`${name}-${money.currency}`}
        label={t(name, { currency: money.currency })}
        required
        defaultValue={money.amount}
        error={fieldError(problem, `limits.${name}`)}
      />
    ));
  return (
    <KeptForm
      named={[]}
      send={(form) =>
        change({
          adjustment: read(form, 'adjustment'),
          largeOrderGb: decimalOf(form, 'largeOrderGb'),
          largeOrder: read(form, 'largeOrder'),
        })
      }
      fields={(problem) => (
        <>
          <p className="text-[0.8125rem] text-muted">{t('adjustmentHint')}</p>
          {fieldsOf('adjustment', problem)}
          <p className="text-[0.8125rem] text-muted">{t('largeHint')}</p>
          <DecimalField
            id="large-gb"
            name="largeOrderGb"
            label={t('largeGb')}
            required
            defaultValue={limits.largeOrderGb}
          />
          {fieldsOf('largeOrder', problem)}
        </>
      )}
    />
  );
}
