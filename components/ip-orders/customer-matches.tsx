'use client';

import { useTranslations } from 'next-intl';
import type { CustomerChoice } from './types';

/** The list of the customer picker: the focus stays in its text field, which has the keys. */
export function CustomerMatches({
  id,
  matches,
  active,
  onChoose,
}: {
  id: string;
  /** Null while nothing is typed. */
  matches: readonly CustomerChoice[] | null;
  active: number;
  onChoose: (customer: CustomerChoice) => void;
}) {
  const t = useTranslations('ipOrders.client');
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label={t('form.matches')}
      className={matches === null ? 'hidden' : 'rounded-lg border border-border p-1'}
    >
      {matches?.length === 0 && <div className="px-2.5 py-1.5 text-[0.8125rem] text-muted">{t('form.noMatch')}</div>}
      {matches?.map((customer, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text field's
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text field
        <div
          key={customer.id}
          id={`${id}-${customer.id}`}
          role="option"
          aria-selected={index === active}
          className="cursor-pointer truncate rounded-md px-2.5 py-1.5 hover:bg-default aria-selected:bg-default"
          onClick={() => onChoose(customer)}
        >
          {customer.name} <span className="text-xs text-muted">#{customer.id}</span>
        </div>
      ))}
    </div>
  );
}
