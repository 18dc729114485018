'use client';

import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { CustomerChoice, IpOrderActions } from './types';

const PAUSE_MS = 200;

/** Customers whose name, mail or account fits, asked for after a short pause in typing. */
function useMatches(q: string, find: IpOrderActions['findCustomers']) {
  const [matches, setMatches] = useState<CustomerChoice[] | null>(null);
  useEffect(() => {
    if (q.trim() === '') return setMatches(null);
    let stale = false;
    const timer = setTimeout(async () => {
      const outcome = await find(q).catch(() => null);
      if (!stale) setMatches(outcome?.ok ? outcome.data : []);
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [q, find]);
  return matches;
}

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
  const id = useId();
  const [q, setQ] = useState('');
  const [active, setActive] = useState(0);
  const matches = useMatches(q, find);
  const label = required ? 'Customer' : 'Customer (optional)';

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
            aria-label={`Take out ${value.name}`}
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
        placeholder="Name, mail or account"
        className="input input--full-width h-10 md:h-9"
        value={q}
        onChange={(event) => {
          setQ(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKey}
      />
      <ul
        id={`${id}-list`}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the list of a combobox
        role="listbox"
        aria-label="Matches"
        className={matches === null ? 'hidden' : 'rounded-lg border border-border p-1'}
      >
        {matches?.length === 0 && <li className="px-2.5 py-1.5 text-[0.8125rem] text-muted">No customer fits.</li>}
        {matches?.map((customer, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text field's
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text field
          <li
            key={customer.id}
            id={`${id}-${customer.id}`}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a choice of a combobox
            role="option"
            aria-selected={index === active}
            className="cursor-pointer truncate rounded-md px-2.5 py-1.5 hover:bg-default aria-selected:bg-default"
            onClick={() => choose(customer)}
          >
            {customer.name} <span className="text-xs text-muted">#{customer.id}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
