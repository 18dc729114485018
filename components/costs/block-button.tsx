'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { newReference } from '@/lib/core/reference';
import { Dialog } from '../ui/dialog';
import { Field, SelectField } from '../ui/field';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';
import type { AddBlock, BlockDraft } from './types';

type Option = { value: string; label: string };

/** The key is minted once, when the dialog opens: sent twice from here it is one purchase. */
function BlockDialog({
  connections,
  today,
  add,
  onClose,
}: {
  connections: readonly Option[];
  today: string;
  add: AddBlock;
  onClose: () => void;
}) {
  const t = useTranslations('costs.client');
  const [key] = useState(newReference);
  const first: BlockDraft = {
    ...{ connectionId: connections[0]?.value ?? '', amountGb: '', paid: '', currency: 'USD' },
    ...{ boughtOn: today, expiresOn: '', note: '' },
  };
  const [draft, setDraft] = useState(first);
  const { act, pending, problem } = useAct(t('lost'));
  const fixed = problem?.lost ?? false;
  const field = (name: keyof BlockDraft) => ({
    id: `block-${name}`,
    value: draft[name],
    disabled: fixed,
    autoComplete: 'off',
    error: fieldError(problem, name),
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    const currency = draft.currency.trim().toUpperCase();
    act(() => add({ ...draft, amountGb: draft.amountGb.trim(), paid: draft.paid.trim(), currency, key }), onClose);
  }
  return (
    <Dialog title={t('add')} onClose={onClose} dismissable={!pending}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {connections.length > 1 && (
          <SelectField {...field('connectionId')} label={t('connection')} options={connections} />
        )}
        <Field {...field('amountGb')} label={t('amount')} inputMode="decimal" required data-first className="figures" />
        <div className="grid grid-cols-[1fr_6rem] items-start gap-3">
          <Field {...field('paid')} label={t('paid')} hint={t('paidHint')} inputMode="decimal" className="figures" />
          <Field {...field('currency')} label={t('currency')} maxLength={3} className="figures uppercase" />
        </div>
        <div className="grid items-start gap-3 sm:grid-cols-2">
          <Field {...field('boughtOn')} label={t('boughtOn')} type="date" max={today} required />
          <Field {...field('expiresOn')} label={t('expiresOn')} type="date" min={draft.boughtOn} />
        </div>
        <Field {...field('note')} label={t('note')} maxLength={1000} />
        <ProblemNotice problem={problem} shown={['amountGb', 'paid', 'boughtOn', 'expiresOn', 'note']} />
        <button type="submit" className="button button--primary self-end" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </button>
      </form>
    </Dialog>
  );
}

/** Enters traffic that was bought. */
export function BlockButton({
  connections,
  today,
  add,
  small = false,
}: {
  connections: readonly Option[];
  today: string;
  add: AddBlock;
  small?: boolean;
}) {
  const t = useTranslations('costs.client');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={small ? 'button button--outline button--sm' : 'button button--primary'}
        onClick={() => setOpen(true)}
      >
        {t('add')}
      </button>
      {open && <BlockDialog connections={connections} today={today} add={add} onClose={() => setOpen(false)} />}
    </>
  );
}
