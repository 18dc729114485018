'use server';

import { revalidatePath } from 'next/cache';
import type { NewConnection } from '@/components/connections/connection-form';
import type { Outcome } from '@/components/ui/outcome';
import { requireFresh } from '@/lib/auth';
import { action } from '@/lib/boundary/action';
import { createConnection, testConnection } from '@/lib/connections';
import { connectionInput } from '@/lib/connections/schemas';
import { toOutcome } from '../outcome';

const create = action.inputSchema(connectionInput).action(async ({ parsedInput, ctx }) => {
  await requireFresh(ctx);
  const { id } = await createConnection(ctx, parsedInput);
  // A provider that does not answer is no reason to refuse the connection: its page says so.
  await testConnection(ctx, { id: Number(id) });
  return { id };
});

/** Stores a connection and asks the provider for the first time. */
export async function createConnectionAction(input: NewConnection): Promise<Outcome<{ id: string }>> {
  const outcome = toOutcome(await create(input));
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}
