'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { BulkRowDto } from '@/lib/bulk/schemas';
import { useConfirmation } from '../auth/use-confirmation';
import type { Confirm } from '../auth/use-confirmed-act';
import { groupDigits } from '../ui/format';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';
import { AskingRows } from './asking-rows';
import { type Rows, sumOf } from './row-sums';

/** `Order 3 rows: 1,250 GB for 3,000.00 USD`. */
function useOrderText(): (rows: Rows) => string {
  const t = useTranslations('bulk.client');
  const locale = useLocale();
  return ({ count, gb, prices }) => {
    const rows = { count, gb: groupDigits(gb) };
    if (prices.length === 0) return t('start.order', rows);
    const price = prices.map(({ amount, currency }) => `${groupDigits(amount)} ${currency}`);
    return t('start.orderFor', { ...rows, price: new Intl.ListFormat(locale).format(price) });
  };
}

/** Confirms what was checked; rows that top up again only where they are ticked. */
export function BulkStart({
  id,
  ready,
  asking,
  start,
  cancel,
  confirm,
}: {
  id: string;
  /** The rows that need no tick, as sums. */
  ready: Rows;
  asking: readonly BulkRowDto[];
  start: (id: string, again: number[]) => Promise<Outcome<unknown>>;
  cancel: (id: string) => Promise<Outcome<unknown>>;
  /** Proves again who sits here, where much is ordered. */
  confirm: Confirm;
}) {
  const t = useTranslations('bulk.client');
  const orderText = useOrderText();
  const { guard, dialog } = useConfirmation(confirm);
  const { act, pending, problem } = useAct();
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const router = useRouter();
  const chosen = asking.filter(({ no }) => ticked.has(no));
  const rows = sumOf(chosen, ready);
  // What asks anew is shown with the sentence that says so.
  const run = (what: () => Promise<Outcome<unknown>>) => {
    const shown = async () => {
      const outcome = await guard(what);
      router.refresh();
      return outcome;
    };
    act(shown, () => setTicked(new Set()));
  };
  return (
    <div className="flex flex-col gap-4">
      {asking.length > 0 && <AskingRows rows={asking} ticked={ticked} onTick={setTicked} disabled={pending} />}
      <div className="flex flex-wrap gap-2">
        <button
          type="button"
          className="button button--primary h-auto min-h-10 py-2 whitespace-normal md:min-h-9"
          disabled={pending || rows.count === 0}
          onClick={() => run(() => start(id, [...ticked]))}
        >
          {pending ? t('start.oneMoment') : orderText(rows)}
        </button>
        <button
          type="button"
          className="button button--outline"
          disabled={pending}
          onClick={() => run(() => cancel(id))}
        >
          {t('start.discard')}
        </button>
      </div>
      <ProblemNotice problem={problem} />
      {dialog}
    </div>
  );
}
