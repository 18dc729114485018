'use server';

import { revalidatePath } from 'next/cache';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import { adoptRecord, explainDiscrepancy } from '@/lib/reconciliation';
import { adoptInput, explainInput } from '@/lib/reconciliation/schemas';
import { toOutcome } from '../outcome';

const explain = action.inputSchema(explainInput).action(({ parsedInput, ctx }) => explainDiscrepancy(ctx, parsedInput));
const adopt = action.inputSchema(adoptInput).action(({ parsedInput, ctx }) => adoptRecord(ctx, parsedInput));

/** Closes a difference, or makes an order out of it; which, and with what, is in the form. */
export async function discrepancyAction(_before: Outcome<null> | null, form: FormData): Promise<Outcome<null>> {
  const id = String(form.get('id'));
  const outcome =
    form.get('act') === 'adopt'
      ? toOutcome(await adopt({ id, charge: form.get('charge') === 'yes' }))
      : toOutcome(await explain({ id, note: String(form.get('note') ?? '') }));
  revalidatePath('/', 'layout');
  return outcome.ok ? { ok: true, data: null } : outcome;
}
