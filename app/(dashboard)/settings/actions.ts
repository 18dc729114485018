'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { Outcome } from '@/components/ui/outcome';
import { changePassword, revokeSession } from '@/lib/auth';
import { passwordChange } from '@/lib/auth/schemas';
import { action } from '@/lib/boundary/action';
import { toOutcome } from '../outcome';

const change = action.inputSchema(passwordChange).action(async ({ parsedInput, ctx }) => {
  await changePassword(ctx, parsedInput);
  return { changed: true };
});

const revoke = action.inputSchema(z.object({ id: z.string().min(1).max(200) })).action(async ({ parsedInput, ctx }) => {
  await revokeSession(ctx, parsedInput);
  return { revoked: true };
});

/** Changes the reader's own password. */
export async function changePasswordAction(passwords: { current: string; next: string }): Promise<Outcome<unknown>> {
  return toOutcome(await change(passwords));
}

/** Ends one of the reader's sessions. */
export async function revokeSessionAction(id: string): Promise<Outcome<unknown>> {
  const outcome = toOutcome(await revoke({ id }));
  revalidatePath('/settings');
  return outcome;
}
