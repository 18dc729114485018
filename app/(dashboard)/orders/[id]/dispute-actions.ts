'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import { filterIdSchema } from '@/lib/core/paging';
import { createDisputeLink, revokeDisputeLink } from '@/lib/disputes';
import { env } from '@/lib/infra/env';
import { toOutcome } from '../../outcome';

const create = action
  .inputSchema(z.object({ orderId: filterIdSchema }))
  .action(({ parsedInput, ctx }) => createDisputeLink(ctx, parsedInput));
const revoke = action
  .inputSchema(z.object({ id: filterIdSchema }))
  .action(({ parsedInput, ctx }) => revokeDisputeLink(ctx, parsedInput));

/** Makes a link to an order's dispute pack, or closes the one that the form names. */
export async function disputeLinkAction(
  _before: Outcome<{ url: string | null }> | null,
  form: FormData,
): Promise<Outcome<{ url: string | null }>> {
  const closing = form.get('revoke');
  if (closing !== null) {
    const outcome = toOutcome(await revoke({ id: String(closing) }));
    revalidatePath('/', 'layout');
    return outcome.ok ? { ok: true, data: { url: null } } : outcome;
  }
  const outcome = toOutcome(await create({ orderId: String(form.get('orderId')) }));
  revalidatePath('/', 'layout');
  return outcome.ok ? { ok: true, data: { url: `${env().appUrl}/dispute/${outcome.data.token}` } } : outcome;
}
