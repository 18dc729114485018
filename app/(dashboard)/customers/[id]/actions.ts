'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { TrafficOrder } from '@/components/orders/traffic-types';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import { filterIdSchema } from '@/lib/core/paging';
import { plainText, requiredText } from '@/lib/core/wire';
import { createOrder, previewTopUp } from '@/lib/orders';
import { type OrderDto, type PreviewDto, previewInput } from '@/lib/orders/schemas';
import { refreshAccount } from '@/lib/sync';
import { confirmLarge, confirmLargeTopUp } from '../../large-order';
import { toOutcome } from '../../outcome';

const preview = action.inputSchema(previewInput).action(({ parsedInput, ctx }) => previewTopUp(ctx, parsedInput));

const amountInput = previewInput.omit({ type: true });

const topUpInput = amountInput.extend({
  note: plainText(1000),
  key: z.string().regex(/^[!-~]{16,255}$/, 'This form is too old. Open it again.'),
  /** Similar orders that the review has shown. */
  similar: z.array(filterIdSchema).max(50),
});

const topUp = action.inputSchema(topUpInput).action(async ({ parsedInput: { key, note, similar, ...amount }, ctx }) => {
  await confirmLargeTopUp(ctx, amount);
  const input = { type: 'top_up' as const, ...amount, note: note === '' ? null : note };
  const { order } = await createOrder(ctx, input, { idempotencyKey: key, knownSimilar: similar });
  return order;
});

const refresh = action
  .inputSchema(z.object({ accountId: filterIdSchema }))
  .action(({ parsedInput, ctx }) => refreshAccount(ctx, parsedInput));

/** Reads one account anew. */
export async function refreshAccountAction(accountId: string): Promise<Outcome<unknown>> {
  const outcome = toOutcome(await refresh({ accountId }));
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}

const deductInput = topUpInput.extend({ note: requiredText(1000) });

const deduct = action.inputSchema(deductInput).action(async ({ parsedInput: { key, similar, ...amount }, ctx }) => {
  await confirmLarge(ctx, { gb: amount.amountGb });
  const input = { type: 'deduct' as const, ...amount };
  const { order } = await createOrder(ctx, input, { idempotencyKey: key, knownSimilar: similar });
  return order;
});

/** What a top-up would do. Nothing is sent. */
export async function previewTopUpAction(draft: { accountId: string; amountGb: string }): Promise<Outcome<PreviewDto>> {
  return toOutcome(await preview(draft));
}

/** What a deduct would do. Nothing is sent. */
export async function previewDeductAction(draft: {
  accountId: string;
  amountGb: string;
}): Promise<Outcome<PreviewDto>> {
  return toOutcome(await preview({ ...draft, type: 'deduct' }));
}

/** Makes the order and shows what became of it; the same key again is the same order. */
export async function topUpAction(draft: TrafficOrder): Promise<Outcome<OrderDto>> {
  const outcome = toOutcome(await topUp(draft));
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}

/** Takes traffic back, for a reason; the same key again is the same order. */
export async function deductAction(draft: TrafficOrder): Promise<Outcome<OrderDto>> {
  const outcome = toOutcome(await deduct(draft));
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}
