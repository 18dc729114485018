'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { AdjustmentDone, AdjustmentDraft } from '@/components/billing/types';
import type { Outcome } from '@/components/ui/outcome';
import { approveAdjustment, declineAdjustment, makeAdjustment, reverseAdjustment, reversePayment } from '@/lib/billing';
import { adjustmentInput, declineInput, reversalInput } from '@/lib/billing/adjustment-schemas';
import { action } from '@/lib/boundary/action';
import { filterIdSchema } from '@/lib/core/paging';
import { getWallet } from '@/lib/ledger';
import { nested } from '../field-errors';
import { toOutcome } from '../outcome';

const key = z.string().regex(/^[!-~]{16,255}$/, 'This form is too old. Open it again.');
const byId = z.object({ id: filterIdSchema });

type Made = Awaited<ReturnType<typeof makeAdjustment>>;

async function withWallet(made: Made): Promise<AdjustmentDone> {
  return { ...made, wallet: await getWallet(Number(made.adjustment.billingAccountId)) };
}

const make = action
  .inputSchema(adjustmentInput.extend({ key }), nested)
  .action(async ({ parsedInput: { key: idempotencyKey, ...input }, ctx }) =>
    withWallet(await makeAdjustment(ctx, input, { idempotencyKey })),
  );
const takePaymentBack = action
  .inputSchema(reversalInput.extend(byId.shape))
  .action(async ({ parsedInput, ctx }) => withWallet(await reversePayment(ctx, parsedInput)));
const takeBack = action
  .inputSchema(reversalInput.extend(byId.shape))
  .action(async ({ parsedInput, ctx }) => withWallet(await reverseAdjustment(ctx, parsedInput)));
const allow = action.inputSchema(byId).action(async ({ parsedInput, ctx }) => {
  const { id } = await approveAdjustment(ctx, parsedInput);
  return { id };
});
const refuse = action.inputSchema(declineInput.extend(byId.shape)).action(async ({ parsedInput, ctx }) => {
  const { id } = await declineAdjustment(ctx, parsedInput);
  return { id };
});

function shown<Data>(outcome: Outcome<Data>): Outcome<Data> {
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}

/** Credits or debits a wallet; the same key again, or the same reference again, is the same adjustment. */
export async function adjustAction(draft: AdjustmentDraft & { key: string }): Promise<Outcome<AdjustmentDone>> {
  const { direction, amount, currency, ...rest } = draft;
  const signed = direction === 'debit' ? `-${amount.replace(/^[-+]/, '')}` : amount.replace(/^[-+]/, '');
  return shown(toOutcome(await make({ ...rest, amount: { amount: signed, currency } })));
}

/** Takes a payment back by its opposite. */
export async function reversePaymentAction(id: string, reason: string): Promise<Outcome<AdjustmentDone>> {
  return shown(toOutcome(await takePaymentBack({ id, reason })));
}

/** Takes an adjustment back by its opposite. */
export async function reverseAdjustmentAction(id: string, reason: string): Promise<Outcome<AdjustmentDone>> {
  return shown(toOutcome(await takeBack({ id, reason })));
}

/** A second administrator lets an adjustment be posted. */
export async function approveAdjustmentAction(id: string): Promise<Outcome<{ id: string }>> {
  return shown(toOutcome(await allow({ id })));
}

/** Refuses an adjustment, or takes one's own back. */
export async function declineAdjustmentAction(id: string, note: string): Promise<Outcome<{ id: string }>> {
  return shown(toOutcome(await refuse({ id, note })));
}
