'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { BlockDraft } from '@/components/costs/types';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import { filterIdSchema } from '@/lib/core/paging';
import { addCostBlock, addExchangeRate, priceCostBlock, setListCost } from '@/lib/costs';
import { costBlockInput, costBlockPatch, exchangeRateInput, listCostInput } from '@/lib/costs/schemas';
import { nested } from '../field-errors';
import { toOutcome } from '../outcome';

const key = z.string().regex(/^[!-~]{16,255}$/, 'This form is too old. Open it again.');

const add = action
  .inputSchema(costBlockInput.extend({ key }), nested)
  .action(({ parsedInput: { key: idempotencyKey, ...input }, ctx }) => addCostBlock(ctx, input, { idempotencyKey }));
const price = action
  .inputSchema(costBlockPatch.extend({ id: filterIdSchema }), nested)
  .action(({ parsedInput, ctx }) => priceCostBlock(ctx, parsedInput));
const rate = action
  .inputSchema(exchangeRateInput, nested)
  .action(({ parsedInput, ctx }) => addExchangeRate(ctx, parsedInput));
const list = action.inputSchema(listCostInput, nested).action(({ parsedInput, ctx }) => setListCost(ctx, parsedInput));

function shown<Data>(outcome: Outcome<Data>): Outcome<Data> {
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}

const moneyOf = (amount: string, currency: string) => (amount === '' ? null : { amount, currency });

/** Enters traffic that was bought; the same key again is the same purchase. */
export async function addBlockAction(draft: BlockDraft & { key: string }): Promise<Outcome<unknown>> {
  const { paid, currency, expiresOn, note, ...rest } = draft;
  const input = { paid: moneyOf(paid, currency), expiresOn: expiresOn || null, note: note.trim() || null };
  return shown(toOutcome(await add({ ...rest, ...input })));
}

/** Enters what was paid for a block; an empty amount goes back to the list cost. */
export async function priceBlockAction(draft: {
  id: string;
  paid: string;
  currency: string;
}): Promise<Outcome<unknown>> {
  return shown(toOutcome(await price({ id: draft.id, paid: moneyOf(draft.paid, draft.currency) })));
}

/** Enters an exchange rate. */
export async function addRateAction(draft: {
  base: string;
  quote: string;
  rate: string;
  from: string;
}): Promise<Outcome<unknown>> {
  return shown(toOutcome(await rate(draft)));
}

/** Sets a connection's list cost from a day on. */
export async function setListCostAction(
  connectionId: string,
  draft: { amount: string; currency: string; from: string },
): Promise<Outcome<unknown>> {
  const { amount, currency, from } = draft;
  return shown(toOutcome(await list({ connectionId, perGb: { amount, currency }, from })));
}
