'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { RuleDraft } from '@/components/auto-top-up/types';
import type { Outcome } from '@/components/ui/outcome';
import { setAutoTopUp, stopAutoTopUp } from '@/lib/auto-top-up';
import { type AutoTopUpDto, autoTopUpInput } from '@/lib/auto-top-up/schemas';
import { action } from '@/lib/boundary/action';
import { filterIdSchema } from '@/lib/core/paging';
import { toOutcome } from '../../outcome';

const set = action.inputSchema(autoTopUpInput).action(({ parsedInput, ctx }) => setAutoTopUp(ctx, parsedInput));
const stop = action
  .inputSchema(z.object({ accountId: filterIdSchema }))
  .action(({ parsedInput, ctx }) => stopAutoTopUp(ctx, parsedInput));

function shown<Data>(outcome: Outcome<Data>): Outcome<Data> {
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}

/** Sets an account's automatic top-up and switches it on. */
export async function setAutoTopUpAction(draft: RuleDraft): Promise<Outcome<AutoTopUpDto>> {
  return shown(toOutcome(await set(draft)));
}

/** Switches it off. */
export async function stopAutoTopUpAction(accountId: string): Promise<Outcome<AutoTopUpDto>> {
  return shown(toOutcome(await stop({ accountId })));
}
