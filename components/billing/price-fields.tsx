'use client';

import { useTranslations } from 'next-intl';
import { DecimalField, Field, SelectField } from '../ui/field';
import { fieldError, type Problem } from '../ui/use-act';

/** How much for one, and in which currency; sent as `name` and `currency`. */
export function RateFields({
  id,
  name,
  label,
  currencies,
  problem,
}: {
  /** What the ids of the fields begin with. */
  id: string;
  name: string;
  label: string;
  currencies: readonly string[];
  problem: Problem | null;
}) {
  const t = useTranslations('billing.pricing');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-3">
      <DecimalField id={`${id}-rate`} name={name} label={label} data-first required error={fieldError(problem, name)} />
      <SelectField
        id={`${id}-currency`}
        name="currency"
        label={t('currency')}
        options={currencies.map((value) => ({ value, label: value }))}
      />
    </div>
  );
}

/** From when a price counts: a day of UTC, or at once. */
export function FromField({ problem }: { problem: Problem | null }) {
  const t = useTranslations('billing.pricing');
  return (
    <Field
      id="price-from"
      name="from"
      type="date"
      label={t('from')}
      hint={t('fromHint')}
      error={fieldError(problem, 'validFrom')}
    />
  );
}
