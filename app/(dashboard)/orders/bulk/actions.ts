'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import { cancelBulk, previewBulk, startBulk } from '@/lib/bulk';
import { bulkPreviewInput } from '@/lib/bulk/schemas';
import { filterIdSchema } from '@/lib/core/paging';
import { toOutcome } from '../../outcome';

const byId = z.object({ id: filterIdSchema });

const preview = action.inputSchema(bulkPreviewInput).action(async ({ parsedInput, ctx }) => {
  const { id } = await previewBulk(ctx, parsedInput);
  return { id };
});
const start = action.inputSchema(byId).action(async ({ parsedInput, ctx }) => {
  const { id } = await startBulk(ctx, parsedInput);
  return { id };
});
const cancel = action.inputSchema(byId).action(async ({ parsedInput, ctx }) => {
  const { id } = await cancelBulk(ctx, parsedInput);
  return { id };
});

function shown(outcome: Outcome<{ id: string }>): Outcome<{ id: string }> {
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}

/** Keeps the rows with a verdict for each. Nothing is ordered. */
export async function previewBulkAction(draft: { text: string; fileName: string | null }) {
  return toOutcome(await preview(draft));
}

/** Orders the good rows in the background. */
export async function startBulkAction(id: string): Promise<Outcome<{ id: string }>> {
  return shown(toOutcome(await start({ id })));
}

/** Leaves out what is not ordered yet. */
export async function cancelBulkAction(id: string): Promise<Outcome<{ id: string }>> {
  return shown(toOutcome(await cancel({ id })));
}
