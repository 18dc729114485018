'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import { filterIdSchema } from '@/lib/core/paging';
import { sendKeptMails } from '@/lib/mail';
import { toOutcome } from '../../outcome';

const send = action
  .inputSchema(z.object({ id: filterIdSchema.optional() }))
  .action(({ parsedInput, ctx }) => sendKeptMails(ctx, parsedInput));

/** Sends the kept mail that the form names, or all of them. */
export async function sendKeptAction(
  _before: Outcome<{ queued: number }> | null,
  form: FormData,
): Promise<Outcome<{ queued: number }>> {
  const id = form.get('id');
  const outcome = toOutcome(await send(typeof id === 'string' ? { id } : {}));
  if (outcome.ok) revalidatePath('/settings/outbox');
  return outcome;
}
