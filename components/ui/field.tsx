import type { ComponentProps, ReactNode } from 'react';

type Extra = { label: string; hint?: ReactNode; error?: string | undefined };

function Frame({ id, label, hint, error, children }: Extra & { id: string; children: ReactNode }) {
  return (
    <div className="textfield textfield--full-width gap-1.5">
      <label htmlFor={id} className="label text-[0.8125rem] font-medium">
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-xs font-medium text-danger-soft-foreground wrap-anywhere">
          {error}
        </p>
      )}
    </div>
  );
}

function described(id: string, hint: ReactNode, error: string | undefined): string | undefined {
  return [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter((part) => part !== '').join(' ') || undefined;
}

/** A labelled line of text, with a hint below it and the reason when it was not accepted. */
export function Field({
  label,
  hint,
  error,
  id,
  ...input
}: Extra & ComponentProps<'input'> & { id: string; 'data-first'?: boolean }) {
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        {...input}
        className={`input input--full-width h-10 md:h-9 ${input.className ?? ''}`}
        data-invalid={error ? 'true' : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, hint, error)}
      />
    </Frame>
  );
}

/** The same for a decimal number: digits of one width, and the keyboard for them on a phone. */
export function DecimalField({ className = '', ...field }: ComponentProps<typeof Field>) {
  return <Field inputMode="decimal" autoComplete="off" className={`figures ${className}`} {...field} />;
}

/** The same for text of several lines; `list` is for rows that are pasted, each a line of its own. */
export function AreaField({
  label,
  hint,
  error,
  id,
  list = false,
  ...area
}: Extra & ComponentProps<'textarea'> & { id: string; list?: boolean }) {
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        {...area}
        spellCheck={list ? false : undefined}
        className={
          list ? 'textarea textarea--full-width font-mono text-base sm:text-[0.8125rem]' : 'input input--full-width'
        }
        data-invalid={error ? 'true' : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, hint, error)}
      />
    </Frame>
  );
}

/** A labelled choice from a list. */
export function SelectField({
  label,
  hint,
  error,
  id,
  options,
  ...select
}: Extra & ComponentProps<'select'> & { id: string; options: readonly { value: string; label: string }[] }) {
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <select
        id={id}
        {...select}
        className="input input--full-width h-10 py-0 md:h-9"
        aria-describedby={described(id, hint, error)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}
