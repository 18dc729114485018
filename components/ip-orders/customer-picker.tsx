'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useId, useState } from 'react';
import { CustomerMatches } from './customer-matches';
import type { CustomerChoice, IpOrderActions } from './types';
import { useMatches } from './use-matches';

/** Finds the one customer an order is for; a chosen one can be taken out again. */
export function CustomerPicker({
  value,
  onChange,
  find,
  required,
}: {
  value: CustomerChoice | null;
  onChange: (customer: CustomerChoice | null) => void;
  find: IpOrderActions['findCustomers'];
  required: boolean;
}) {
  const t = useTranslations('ipOrders.client');
  const id = useId();
  const [q, setQ] = useState('');
  const [active, setActive] = useState(0);
  const matches = useMatches(q, find);
  const label = required ? t('form.customer') : t('form.customerOptional');

  function choose(customer: CustomerChoice | undefined) {
    if (!customer) return;
    onChange(customer);
    setQ('');
  }

  function onKey(event: KeyboardEvent) {
    const last = (matches?.length ?? 0) - 1;
    if (event.key === 'ArrowDown') setActive(Math.min(last, active + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1));
    else if (event.key === 'Enter' && matches !== null) choose(matches[active]);
    else return;
    event.preventDefault();
  }

  if (value) {
    return (
      <div className="flex flex-col gap-1.5">
        <span className="text-[0.8125rem] font-medium">{label}</span>
        <div className="flex h-10 items-center justify-between gap-2 rounded-lg border border-border bg-surface-secondary ps-3 pe-1 md:h-9">
          <span className="truncate">{value.name}</span>
          <button
            type="button"
            aria-label={t('form.takeOut', { name: value.name })}
            className="button button--ghost button--icon-only button--sm"
            onClick={() => onChange(null)}
          >
            <X aria-hidden="true" />
          </button>
        </div>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-[0.8125rem] font-medium">
        {label}
      </label>
      <input
        id={id}
        role="combobox"
        aria-expanded={matches !== null}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={matches?.[active] ? `${id}-${matches[active].id}` : undefined}
        autoComplete="off"
        required={required}
        placeholder={t('form.customerHint')}
        className="input input--full-width h-10 md:h-9"
        value={q}
        onChange={(event) => {
          setQ(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKey}
      />
      <CustomerMatches id={id} matches={matches} active={active} onChoose={choose} />
    </div>
  );
}
