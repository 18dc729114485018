'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { ManyActed } from '@/components/orders/order-selection';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import { AppError } from '@/lib/core/errors';
import { filterIdSchema } from '@/lib/core/paging';
import { approveOrder, cancelOrder } from '@/lib/orders';
import { toOutcome } from '../outcome';

const manyInput = z.object({
  act: z.enum(['approve', 'cancel']),
  ids: z.array(filterIdSchema).min(1).max(500, 'At most 500 at a time.'),
});

/** One after the other, each as if it had been pressed alone: what cannot be done holds up no other. */
const actOnMany = action.inputSchema(manyInput).action(async ({ parsedInput: { act, ids }, ctx }) => {
  const failed: ManyActed['failed'] = [];
  for (const id of new Set(ids)) {
    try {
      await (act === 'approve' ? approveOrder(ctx, { id }) : cancelOrder(ctx, { id }));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failed.push({ id: String(id), message: error.message });
    }
  }
  return { changed: new Set(ids).size - failed.length, failed };
});

/** Approves or cancels several orders. */
export async function actOnOrdersAction(asked: {
  act: 'approve' | 'cancel';
  ids: string[];
}): Promise<Outcome<ManyActed>> {
  const outcome = toOutcome(await actOnMany(asked));
  revalidatePath('/', 'layout');
  return outcome;
}
