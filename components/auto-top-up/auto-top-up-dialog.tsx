'use client';

import type { FormEvent } from 'react';
import type { AutoTopUpDto } from '@/lib/auto-top-up/schemas';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';
import type { AutoTopUpActions, RuleDraft } from './types';

function readDraft(accountId: string, form: FormData): RuleDraft {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  return {
    accountId,
    thresholdGb: text('thresholdGb'),
    amountGb: text('amountGb'),
    dailyCapGb: text('dailyCapGb'),
    monthlyCapGb: text('monthlyCapGb'),
  };
}

/** When to add how much, and how much at most. */
export function AutoTopUpDialog({
  account,
  actions,
  onClose,
}: {
  account: AutoTopUpDto;
  actions: AutoTopUpActions;
  onClose: () => void;
}) {
  const { act, pending, problem } = useAct();
  const { rule, accountId } = account;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const draft = readDraft(accountId, new FormData(event.currentTarget));
    act(() => actions.set(draft), onClose);
  }
  const gb = (name: 'thresholdGb' | 'amountGb' | 'dailyCapGb' | 'monthlyCapGb') => ({
    id: `auto-${name}`,
    name,
    inputMode: 'decimal' as const,
    autoComplete: 'off',
    pattern: '\\d+(\\.\\d{1,6})?',
    title: 'A number such as 20 or 1.5',
    className: 'figures',
    defaultValue: rule?.[name] ?? '',
    error: fieldError(problem, name),
  });
  return (
    <Dialog title={`Automatic top-up of ${account.accountName}`} onClose={onClose} dismissable={!pending}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field {...gb('thresholdGb')} label="Below (GB left)" required data-first />
          <Field {...gb('amountGb')} label="Add (GB)" required />
          <Field {...gb('dailyCapGb')} label="At most a day (GB)" required />
          <Field {...gb('monthlyCapGb')} label="At most a month (GB, optional)" />
        </div>
        <p className="text-xs text-muted">
          Looked at each minute. Each top-up is an ordinary order in your name, with your limits and the customer’s
          price. It switches itself off when one is rejected or the wallet is empty. Days are those of UTC.
        </p>
        <ProblemNotice problem={problem} shown={['thresholdGb', 'amountGb', 'dailyCapGb', 'monthlyCapGb']} />
        <div className="flex flex-wrap justify-end gap-2">
          {rule?.enabled && (
            <button
              type="button"
              className="button button--outline"
              disabled={pending}
              onClick={() => act(() => actions.stop(accountId), onClose)}
            >
              Switch off
            </button>
          )}
          <button type="submit" className="button button--primary" disabled={pending}>
            {pending ? 'Saving…' : rule?.enabled ? 'Save' : 'Save and switch on'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
