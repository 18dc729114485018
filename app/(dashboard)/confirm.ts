'use server';

import type { Outcome } from '@/components/ui/outcome';
import { confirmIdentity } from '@/lib/auth';
import { identityProof } from '@/lib/auth/schemas';
import { action } from '@/lib/boundary/action';
import { toOutcome } from './outcome';

const confirm = action.inputSchema(identityProof).action(async ({ parsedInput, ctx }) => {
  await confirmIdentity(ctx, parsedInput);
  return { confirmed: true };
});

/** The reader proves again who sits here. */
export async function confirmAction(proof: { password: string; code: string }): Promise<Outcome<unknown>> {
  return toOutcome(await confirm(proof));
}
