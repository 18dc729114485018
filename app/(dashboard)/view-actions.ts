'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import { filterIdSchema } from '@/lib/core/paging';
import { deleteView, saveView } from '@/lib/views';
import { saveViewInput, viewPageSchema } from '@/lib/views/schemas';
import { toOutcome } from './outcome';

const save = action.inputSchema(saveViewInput).action(async ({ parsedInput, ctx }) => {
  const view = await saveView(ctx, parsedInput);
  revalidatePath(`/${parsedInput.page}`);
  return view;
});

const remove = action
  .inputSchema(z.object({ id: filterIdSchema, page: viewPageSchema }))
  .action(async ({ parsedInput, ctx }) => {
    await deleteView(ctx, parsedInput);
    revalidatePath(`/${parsedInput.page}`);
    return { deleted: true };
  });

/** Keeps the filters of a page's address under a name. */
export async function saveViewAction(page: string, name: string, query: string): Promise<Outcome<unknown>> {
  return toOutcome(await save({ page: viewPageSchema.parse(page), name, query }));
}

/** Forgets a view. */
export async function deleteViewAction(page: string, id: string): Promise<Outcome<unknown>> {
  return toOutcome(await remove({ page: viewPageSchema.parse(page), id }));
}
