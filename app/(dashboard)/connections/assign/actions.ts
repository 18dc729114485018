'use server';

import { revalidatePath } from 'next/cache';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import { assignSuggested } from '@/lib/customers';
import {
  type AssignSuggestedDto,
  type AssignSuggestedRequest,
  assignSuggestedInput,
} from '@/lib/customers/suggestion-schemas';
import { toOutcome } from '../../outcome';

const assign = action
  .inputSchema(assignSuggestedInput)
  .action(({ parsedInput, ctx }) => assignSuggested(ctx, parsedInput));

/** Gives accounts that nobody has to the customers that were proposed or chosen. */
export async function assignSuggestedAction(input: AssignSuggestedRequest): Promise<Outcome<AssignSuggestedDto>> {
  const outcome = toOutcome(await assign(input));
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}
