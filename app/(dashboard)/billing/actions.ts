'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { PaymentDone, PaymentDraft } from '@/components/billing/types';
import type { Outcome } from '@/components/ui/outcome';
import { closeStatement, recordPayment } from '@/lib/billing';
import { paymentInput } from '@/lib/billing/schemas';
import { action } from '@/lib/boundary/action';
import { filterIdSchema } from '@/lib/core/paging';
import { monthText } from '@/lib/core/wire';
import { getWallet } from '@/lib/ledger';
import { nested } from '../field-errors';
import { toOutcome } from '../outcome';

const key = z.string().regex(/^[!-~]{16,255}$/, 'This form is too old. Open it again.');

const pay = action
  .inputSchema(paymentInput.extend({ billingAccountId: filterIdSchema, key }), nested)
  .action(async ({ parsedInput: { billingAccountId, key: idempotencyKey, ...input }, ctx }): Promise<PaymentDone> => {
    const done = await recordPayment(ctx, { billingAccountId }, input, { idempotencyKey });
    return { ...done, wallet: await getWallet(billingAccountId) };
  });

const close = action
  .inputSchema(z.object({ billingAccountId: filterIdSchema, month: monthText }))
  .action(async ({ parsedInput, ctx }) => {
    const { month } = await closeStatement(ctx, parsedInput);
    return { month };
  });

const methodSchema = paymentInput.shape.method.catch('other');

/** Credits a wallet; the same key again, or the same reference again, is the same payment. */
export async function recordPaymentAction(draft: PaymentDraft & { key: string }): Promise<Outcome<PaymentDone>> {
  const { amount, currency, note, ...rest } = draft;
  const outcome = toOutcome(
    await pay({
      ...rest,
      method: methodSchema.parse(draft.method),
      amount: { amount, currency },
      note: note.trim() === '' ? null : note,
    }),
  );
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}

/** Freezes a month of a wallet. */
export async function closeMonthAction(month: {
  billingAccountId: string;
  month: string;
}): Promise<Outcome<{ month: string }>> {
  const outcome = toOutcome(await close(month));
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}
