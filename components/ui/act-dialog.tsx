'use client';

import { type FormEvent, type ReactNode, useState } from 'react';
import { newReference } from '@/lib/core/reference';
import { Dialog } from './dialog';
import { LiveRegion } from './live-region';
import type { Outcome } from './outcome';
import { ProblemNotice } from './problem-notice';
import { type Problem, useAct } from './use-act';

type Parts<Data> = {
  title: string;
  /** The form's fields; `problem` says which of them were not accepted. */
  fields: (problem: Problem | null) => ReactNode;
  /** Names of fields that show their own problem. */
  named: readonly string[];
  /** `key` is minted once, when the dialog opens: sent twice from here it is one act. */
  send: (form: FormData, key: string) => Promise<Outcome<Data>>;
  sendText: string;
  busyText: string;
  /** What is shown after it was done; without it the dialog closes. */
  done?: (data: Data, close: () => void) => ReactNode;
};

function ActDialog<Data>({
  title,
  fields,
  named,
  send,
  sendText,
  busyText,
  done,
  onClose,
}: Parts<Data> & { onClose: () => void }) {
  const [key] = useState(newReference);
  const [result, setResult] = useState<{ data: Data } | null>(null);
  const { act, pending, problem } = useAct();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    act(
      () => send(form, key),
      (data) => (done ? setResult({ data }) : onClose()),
    );
  }
  return (
    <Dialog title={title} onClose={onClose} dismissable={!pending}>
      {!result && (
        <form onSubmit={submit} className="flex flex-col gap-4">
          {fields(problem)}
          <ProblemNotice problem={problem} shown={[...named]} />
          <button type="submit" className="button button--primary self-end" disabled={pending}>
            {pending ? busyText : sendText}
          </button>
        </form>
      )}
      <LiveRegion>{result && done?.(result.data, onClose)}</LiveRegion>
    </Dialog>
  );
}

/** A button that opens a form; what it is about is said to those who do not see the row. */
export function ActDialogButton<Data>({
  label,
  about,
  look = 'outline',
  ...parts
}: Parts<Data> & { label: string; about?: string; look?: 'primary' | 'outline' | 'small' }) {
  const [open, setOpen] = useState(false);
  const looks = {
    primary: 'button--primary',
    outline: 'button--outline',
    small: 'button--outline button--sm relative z-1',
  };
  return (
    <>
      <button type="button" className={`button ${looks[look]}`} onClick={() => setOpen(true)}>
        {label}
        {about && <span className="sr-only"> {about}</span>}
      </button>
      {open && <ActDialog {...parts} onClose={() => setOpen(false)} />}
    </>
  );
}

/** A field of a sent form as text. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** A decimal of a sent form; who types a comma for the point is understood. */
export function decimalOf(form: FormData, name: string): string {
  return textOf(form, name).replace(',', '.').trim();
}
