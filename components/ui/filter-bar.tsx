import Form from 'next/form';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

const CONTROL = 'input h-10 py-0 text-base sm:text-[0.8125rem] md:h-9';

/** Filters of a list as a form whose answer is an address. `clear` leads back to the whole list. */
export function FilterBar({ path, clear, children }: { path: string; clear?: string | null; children: ReactNode }) {
  const t = useTranslations('ui');
  return (
    <Form
      action={path}
      scroll={false}
      className="mb-4 grid grid-cols-2 items-end gap-x-3 gap-y-2.5 sm:flex sm:flex-wrap"
    >
      {children}
      <div className="flex gap-1">
        <button type="submit" className="button button--outline">
          {t('show')}
        </button>
        {clear && (
          <Link href={clear} className="button button--ghost">
            {t('clear')}
          </Link>
        )}
      </div>
    </Form>
  );
}

function Labelled({ label, className = '', children }: { label: string; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is its child
    <label className={`flex min-w-0 flex-col gap-1 text-xs text-muted ${className}`}>
      {label}
      {children}
    </label>
  );
}

/** A choice; the empty value stands for all. */
export function FilterSelect({
  name,
  label,
  value,
  all,
  options,
}: {
  name: string;
  label: string;
  value: string | undefined;
  all?: string;
  options: readonly { value: string; label: string }[];
}) {
  return (
    <Labelled label={label} className="max-sm:w-full">
      <select
        key={value ?? ''}
        name={name}
        defaultValue={value ?? ''}
        className={`${CONTROL} text-foreground sm:max-w-56`}
      >
        {all !== undefined && <option value="">{all}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** A line of text or a day. */
export function FilterInput({
  name,
  label,
  value,
  type = 'search',
  placeholder,
  max,
}: {
  name: string;
  label: string;
  value: string | undefined;
  type?: 'search' | 'date' | 'month';
  placeholder?: string;
  max?: string;
}) {
  return (
    <Labelled label={label} className="max-sm:w-full">
      <input
        key={value ?? ''}
        name={name}
        type={type}
        defaultValue={value ?? ''}
        placeholder={placeholder}
        max={max}
        className={`${CONTROL} figures w-full text-foreground sm:w-36`}
      />
    </Labelled>
  );
}
