'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { OrderAct } from '@/components/orders/order-actions';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import { filterIdSchema } from '@/lib/core/paging';
import { approveOrder, cancelOrder, resolveOrder, retryOrder } from '@/lib/orders';
import { type OrderDto, resolveInput } from '@/lib/orders/schemas';
import { toOutcome } from '../../outcome';

const byId = z.object({ id: filterIdSchema });

const approve = action.inputSchema(byId).action(({ parsedInput, ctx }) => approveOrder(ctx, parsedInput));
const cancel = action.inputSchema(byId).action(({ parsedInput, ctx }) => cancelOrder(ctx, parsedInput));
const retry = action.inputSchema(byId).action(({ parsedInput, ctx }) => retryOrder(ctx, parsedInput));
const resolve = action
  .inputSchema(resolveInput.extend({ id: filterIdSchema }))
  .action(({ parsedInput, ctx }) => resolveOrder(ctx, parsedInput));

const actSchema = z.enum(['approve', 'cancel', 'retry', 'resolve']) satisfies z.ZodType<OrderAct>;

async function run(act: OrderAct, form: FormData): Promise<Outcome<OrderDto>> {
  const id = String(form.get('id'));
  switch (act) {
    case 'approve':
      return toOutcome(await approve({ id }));
    case 'cancel':
      return toOutcome(await cancel({ id }));
    case 'retry':
      return toOutcome(await retry({ id }));
    case 'resolve':
      return toOutcome(
        await resolve({
          id,
          outcome: form.get('outcome') === 'succeeded' ? 'succeeded' : 'rejected',
          note: String(form.get('note') ?? ''),
        }),
      );
  }
}

/** One of the things that can be done with an order; which one, and with what, is in the form. */
export async function orderAction(_before: Outcome<OrderDto> | null, form: FormData): Promise<Outcome<OrderDto>> {
  const act = actSchema.safeParse(form.get('act'));
  if (!act.success) return { ok: false, message: (await getTranslations('ui'))('notRight') };
  const outcome = await run(act.data, form);
  revalidatePath('/', 'layout');
  return outcome;
}
