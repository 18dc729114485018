'use server';

import { revalidatePath } from 'next/cache';
import { getLocale } from 'next-intl/server';
import { z } from 'zod';
import type { AgentDraft, KeyDraft, UserChange, UserDraft } from '@/components/team/types';
import type { Outcome } from '@/components/ui/outcome';
import {
  createApiKey,
  createUser,
  inviteUser,
  renewInvitation,
  resetPassword,
  resetTotp,
  revokeApiKey,
  revokeInvitation,
  updateUser,
} from '@/lib/auth';
import { apiKeyInput, invitationInput, userInput, userPatch } from '@/lib/auth/schemas';
import { action } from '@/lib/boundary/action';
import { filterIdSchema } from '@/lib/core/paging';
import { createAgent, updateAgent } from '@/lib/customers';
import { agentInput, agentPatch } from '@/lib/customers/schemas';
import { nested } from '../field-errors';
import { toOutcome } from '../outcome';

const byId = z.object({ id: filterIdSchema });

const addUser = action.inputSchema(userInput).action(({ parsedInput, ctx }) => createUser(ctx, parsedInput));
const invite = action
  .inputSchema(invitationInput)
  .action(async ({ parsedInput, ctx }) => inviteUser(ctx, { ...parsedInput, locale: await getLocale() }));
const inviteAgain = action
  .inputSchema(byId)
  .action(async ({ parsedInput, ctx }) => renewInvitation(ctx, { userId: parsedInput.id, locale: await getLocale() }));
const uninvite = action.inputSchema(byId).action(async ({ parsedInput, ctx }) => {
  await revokeInvitation(ctx, { userId: parsedInput.id });
  return { id: String(parsedInput.id) };
});
const changeUser = action.inputSchema(userPatch.extend(byId.shape)).action(async ({ parsedInput, ctx }) => {
  await updateUser(ctx, parsedInput);
  return { id: String(parsedInput.id) };
});
const newPassword = action
  .inputSchema(byId)
  .action(({ parsedInput, ctx }) => resetPassword(ctx, { userId: parsedInput.id }));
const noFactor = action.inputSchema(byId).action(async ({ parsedInput, ctx }) => {
  await resetTotp(ctx, { userId: parsedInput.id });
  return { id: String(parsedInput.id) };
});
const addAgent = action.inputSchema(agentInput, nested).action(({ parsedInput, ctx }) => createAgent(ctx, parsedInput));
const changeAgent = action
  .inputSchema(agentPatch.extend(byId.shape), nested)
  .action(({ parsedInput, ctx }) => updateAgent(ctx, parsedInput));
const addKey = action.inputSchema(apiKeyInput).action(({ parsedInput, ctx }) => createApiKey(ctx, parsedInput));
const revokeKey = action.inputSchema(byId).action(async ({ parsedInput, ctx }) => {
  await revokeApiKey(ctx, parsedInput);
  return { id: String(parsedInput.id) };
});

function shown<Data>(outcome: Outcome<Data>): Outcome<Data> {
  if (outcome.ok) revalidatePath('/team');
  return outcome;
}

const filled = (text: string) => (text.trim() === '' ? null : text.trim());

function personOf(draft: UserDraft) {
  const name = filled(draft.name);
  return {
    email: draft.email.trim(),
    role: draft.role,
    ...(name === null ? {} : { name }),
    ...(draft.role === 'agent' ? { agentId: draft.agentId } : {}),
  };
}

/** Adds a person; the password that was made up is told this once. */
export async function addUserAction(draft: UserDraft): Promise<Outcome<{ email: string; password: string | null }>> {
  const outcome = toOutcome(await addUser(personOf(draft)));
  if (!outcome.ok) return outcome;
  const { email, password } = outcome.data;
  return shown({ ok: true, data: { email, password } });
}

/** Invites a person by mail; the link is told the admin, too. */
export async function inviteAction(draft: UserDraft): Promise<Outcome<{ email: string; link: string }>> {
  return shown(toOutcome(await invite(personOf(draft))));
}

/** A new link for somebody who has not come yet. */
export async function renewInvitationAction(id: string): Promise<Outcome<{ link: string }>> {
  return shown(toOutcome(await inviteAgain({ id })));
}

/** Takes an invitation back. */
export async function revokeInvitationAction(id: string): Promise<Outcome<{ id: string }>> {
  return shown(toOutcome(await uninvite({ id })));
}

/** Changes a person. */
export async function changeUserAction({ role, ...change }: UserChange): Promise<Outcome<{ id: string }>> {
  return shown(toOutcome(await changeUser({ ...change, ...(role === null ? {} : { role }) })));
}

/** Gives a person a new password, told this once. */
export async function resetPasswordAction(id: string): Promise<Outcome<{ password: string }>> {
  return shown(toOutcome(await newPassword({ id })));
}

/** Takes a person's second factor away, whose phone is lost. */
export async function resetFactorAction(id: string): Promise<Outcome<{ id: string }>> {
  return shown(toOutcome(await noFactor({ id })));
}

/** An agent's terms as the schemas want them; what is empty is not set. */
function termsOf(draft: AgentDraft) {
  const currency = draft.currency.trim().toUpperCase();
  const price = filled(draft.pricePerGb);
  return {
    name: draft.name,
    email: draft.email.trim(),
    creditLimit: { amount: filled(draft.creditLimit) ?? '0', currency },
    pricePerGb: price === null ? null : { amount: price, currency },
    approvalAboveGb: filled(draft.approvalAboveGb),
    dailyCapGb: filled(draft.dailyCapGb),
  };
}

function named(outcome: Outcome<{ id: string; name: string }>): Outcome<{ id: string; name: string }> {
  return shown(outcome.ok ? { ok: true, data: { id: outcome.data.id, name: outcome.data.name } } : outcome);
}

/** Adds an agent with its wallet. */
export async function addAgentAction(draft: AgentDraft): Promise<Outcome<{ id: string; name: string }>> {
  return named(toOutcome(await addAgent({ ...termsOf(draft), currency: draft.currency.trim().toUpperCase() })));
}

/** Changes an agent's terms. */
export async function changeAgentAction(id: string, draft: AgentDraft): Promise<Outcome<{ id: string; name: string }>> {
  return named(toOutcome(await changeAgent({ id, ...termsOf(draft) })));
}

/** Makes an API key, told this once. */
export async function addKeyAction({ name, owner }: KeyDraft): Promise<Outcome<{ name: string; key: string }>> {
  const ofRole = owner === 'admin' || owner === 'viewer';
  const outcome = toOutcome(await addKey(ofRole ? { name, role: owner } : { name, agentId: owner }));
  if (!outcome.ok) return outcome;
  return shown({ ok: true, data: { name: outcome.data.name, key: outcome.data.key } });
}

/** Ends an API key. */
export async function revokeKeyAction(id: string): Promise<Outcome<{ id: string }>> {
  return shown(toOutcome(await revokeKey({ id })));
}
