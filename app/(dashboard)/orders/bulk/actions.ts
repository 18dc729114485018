'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import { cancelBulk, getBulk, previewBulk, readWorkbook, startBulk } from '@/lib/bulk';
import { bulkPreviewInput, bulkStartInput, MAX_FILE_BYTES } from '@/lib/bulk/schemas';
import { GB_SCALE } from '@/lib/core/assets';
import { parseDecimal } from '@/lib/core/decimal';
import { parseMoney } from '@/lib/core/money';
import { filterIdSchema } from '@/lib/core/paging';
import { confirmLarge } from '../../large-order';
import { toOutcome } from '../../outcome';

const byId = z.object({ id: filterIdSchema });
const workbookInput = z.object({ file: z.file().max(MAX_FILE_BYTES, 'This file is too large.') });

const preview = action.inputSchema(bulkPreviewInput).action(async ({ parsedInput, ctx }) => {
  const { id } = await previewBulk(ctx, parsedInput);
  return { id };
});
const workbook = action
  .inputSchema(workbookInput)
  .action(async ({ parsedInput, ctx }) =>
    readWorkbook(ctx, { bytes: new Uint8Array(await parsedInput.file.arrayBuffer()) }),
  );
const start = action.inputSchema(bulkStartInput).action(async ({ parsedInput, ctx }) => {
  const { totalGb, totalPrices } = await getBulk(ctx, parsedInput);
  await confirmLarge(ctx, { gb: parseDecimal(totalGb, GB_SCALE) });
  for (const price of totalPrices) await confirmLarge(ctx, { price: parseMoney(price) });
  const { id } = await startBulk(ctx, parsedInput);
  return { id };
});
const cancel = action.inputSchema(byId).action(async ({ parsedInput, ctx }) => {
  const { id } = await cancelBulk(ctx, parsedInput);
  return { id };
});

/** Keeps the rows with a verdict for each. Nothing is ordered. */
export async function previewBulkAction(draft: { text: string; fileName: string | null }) {
  return toOutcome(await preview(draft));
}

/** The rows of a workbook as text. Nothing is kept. */
export async function readWorkbookAction(form: FormData): Promise<Outcome<{ text: string }>> {
  const file = form.get('file');
  return toOutcome(await workbook({ file: file instanceof File ? file : new File([], '') }));
}

/** Orders the good rows in the background; of those that ask, the ticked ones. */
export async function startBulkAction(id: string, again: number[]): Promise<Outcome<{ id: string }>> {
  const outcome = toOutcome(await start({ id, again }));
  // Also where rows ask now that did not before.
  revalidatePath('/', 'layout');
  return outcome;
}

/** Leaves out what is not ordered yet. */
export async function cancelBulkAction(id: string): Promise<Outcome<{ id: string }>> {
  const outcome = toOutcome(await cancel({ id }));
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}
