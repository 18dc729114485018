'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { CostBlockDto } from '@/lib/costs/schemas';
import { Dialog } from '../ui/dialog';
import { DecimalField, Field } from '../ui/field';
import { groupDigits } from '../ui/format';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';
import type { PriceBlock } from './types';

function PriceDialog({ block, price, onClose }: { block: CostBlockDto; price: PriceBlock; onClose: () => void }) {
  const t = useTranslations('costs.client');
  const { act, pending, problem } = useAct();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const draft = {
      paid: String(form.get('paid')).trim(),
      currency: String(form.get('currency')).trim().toUpperCase(),
    };
    act(() => price({ id: block.id, ...draft }), onClose);
  }
  return (
    <Dialog title={t('priceOf')} onClose={onClose} dismissable={!pending}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-muted">{t('priceHint')}</p>
        <DecimalField
          id="block-paid"
          name="paid"
          label={t('paid')}
          hint={t('paidHint')}
          data-first
          defaultValue={block.paid?.amount ?? ''}
          error={fieldError(problem, 'paid')}
        />
        <Field
          id="block-currency"
          name="currency"
          label={t('currency')}
          maxLength={3}
          autoComplete="off"
          className="figures uppercase"
          defaultValue={block.paid?.currency ?? block.costPerGb?.currency ?? 'USD'}
        />
        <ProblemNotice problem={problem} shown={['paid']} />
        <button type="submit" className="button button--primary self-end" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </button>
      </form>
    </Dialog>
  );
}

/** Enters or changes what was paid for a block. */
export function PriceButton({ block, price }: { block: CostBlockDto; price: PriceBlock }) {
  const t = useTranslations('costs.client');
  const [open, setOpen] = useState(false);
  const gb = groupDigits(block.amountGb);
  return (
    <>
      <button
        type="button"
        className="link inline-flex min-h-6 items-center text-xs whitespace-nowrap"
        aria-label={t('priceFor', { gb })}
        onClick={() => setOpen(true)}
      >
        {block.paid ? t('changePrice') : t('price')}
      </button>
      {open && <PriceDialog block={block} price={price} onClose={() => setOpen(false)} />}
    </>
  );
}
