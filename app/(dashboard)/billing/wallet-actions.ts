'use server';

import { revalidatePath } from 'next/cache';
import type { Outcome } from '@/components/ui/outcome';
import { changeCreditLimit, openBillingAccount } from '@/lib/billing';
import { creditInput, openWalletInput } from '@/lib/billing/account-schemas';
import { action } from '@/lib/boundary/action';
import { filterIdSchema } from '@/lib/core/paging';
import { nested } from '../field-errors';
import { toOutcome } from '../outcome';

const open = action
  .inputSchema(openWalletInput.extend({ customerId: filterIdSchema }), nested)
  .action(({ parsedInput, ctx }) => openBillingAccount(ctx, parsedInput));
const credit = action
  .inputSchema(creditInput.extend({ id: filterIdSchema }), nested)
  .action(({ parsedInput, ctx }) => changeCreditLimit(ctx, parsedInput));

function shown(outcome: Outcome<{ id: string }>): Outcome<{ id: string }> {
  if (!outcome.ok) return outcome;
  revalidatePath('/', 'layout');
  return { ok: true, data: { id: outcome.data.id } };
}

/** Opens a wallet for a customer of the house. */
export async function openWalletAction(draft: {
  customerId: string;
  currency: string;
  creditLimit: string;
}): Promise<Outcome<{ id: string }>> {
  const { customerId, currency, creditLimit } = draft;
  const limit = creditLimit === '' ? {} : { creditLimit: { amount: creditLimit, currency } };
  return shown(toOutcome(await open({ customerId, currency, ...limit })));
}

/** Changes how far a wallet may go below zero. */
export async function changeCreditAction(draft: {
  billingAccountId: string;
  currency: string;
  creditLimit: string;
}): Promise<Outcome<{ id: string }>> {
  const { billingAccountId: id, currency, creditLimit } = draft;
  return shown(toOutcome(await credit({ id, creditLimit: { amount: creditLimit, currency } })));
}
