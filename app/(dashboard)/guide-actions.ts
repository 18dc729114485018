'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import { testConnection } from '@/lib/connections';
import { noteChartSeen, setGuide } from '@/lib/overview';
import { connectTrial } from '@/lib/setup';
import { toOutcome } from './outcome';

const trial = action.action(async ({ ctx }) => {
  const { id } = await connectTrial(ctx);
  await testConnection(ctx, { id: Number(id) });
  return { id };
});
const guide = action.inputSchema(z.object({ open: z.boolean() })).action(async ({ parsedInput, ctx }) => {
  await setGuide(ctx, parsedInput);
  return parsedInput;
});
const chart = action.action(async ({ ctx }) => {
  await noteChartSeen(ctx);
  return {};
});

function shown<Data>(outcome: Outcome<Data>): Outcome<Data> {
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}

/** Connects the product's own sandbox and asks it for the first time. */
export async function trySandboxAction(): Promise<Outcome<{ id: string }>> {
  return shown(toOutcome(await trial()));
}

/** Closes the guide for everybody, or opens it again. */
export async function setGuideAction(open: boolean): Promise<Outcome<unknown>> {
  return shown(toOutcome(await guide({ open })));
}

/** Notes that somebody went to see the first chart. */
export async function noteChartSeenAction(): Promise<Outcome<unknown>> {
  return shown(toOutcome(await chart()));
}
