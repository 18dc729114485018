'use server';

import { revalidatePath } from 'next/cache';
import type { ManyChanged, ManyDraft } from '@/components/customers/change-dialog';
import type { CustomerDraft } from '@/components/customers/customer-dialog';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import { filterIdSchema } from '@/lib/core/paging';
import { changeCustomers, createCustomer, updateCustomer } from '@/lib/customers';
import { changeCustomersInput, customerInput, customerPatch } from '@/lib/customers/schemas';
import { toOutcome } from '../outcome';

const create = action.inputSchema(customerInput).action(({ parsedInput, ctx }) => createCustomer(ctx, parsedInput));
const update = action
  .inputSchema(customerPatch.extend({ id: filterIdSchema }))
  .action(({ parsedInput, ctx }) => updateCustomer(ctx, parsedInput));

const changeMany = action
  .inputSchema(changeCustomersInput)
  .action(({ parsedInput, ctx }) => changeCustomers(ctx, parsedInput));

/** Tags as people write them, one after the other. */
function tagsOf(text: string): string[] {
  return text
    .split(/[,，、]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

/** The form's texts as the verbs want them. An agent's form has no choice of agent, and leaves it as it is. */
function toInput({ name, email, agentId, tags, note }: CustomerDraft, mayChooseAgent: boolean) {
  return {
    name,
    email: email === '' ? null : email,
    note: note === '' ? null : note,
    tags: tagsOf(tags),
    ...(mayChooseAgent ? { agentId: agentId === '' ? null : agentId } : {}),
  };
}

function shown<Data>(outcome: Outcome<Data>): Outcome<Data> {
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}

/** Adds a customer. */
export async function createCustomerAction(
  mayChooseAgent: boolean,
  draft: CustomerDraft,
): Promise<Outcome<{ id: string }>> {
  return shown(toOutcome(await create(toInput(draft, mayChooseAgent))));
}

/** Changes a customer. */
export async function updateCustomerAction(
  id: string,
  mayChooseAgent: boolean,
  draft: CustomerDraft,
): Promise<Outcome<{ id: string }>> {
  return shown(toOutcome(await update({ id, ...toInput(draft, mayChooseAgent) })));
}

/** Changes agent and tags of several customers. */
export async function changeCustomersAction(draft: ManyDraft): Promise<Outcome<ManyChanged>> {
  const { ids, agentId, addTags, removeTags } = draft;
  const input = { ids, addTags: tagsOf(addTags), removeTags: tagsOf(removeTags) };
  const change = agentId === null ? {} : { agentId: agentId === '' ? null : agentId };
  return shown(toOutcome(await changeMany({ ...input, ...change })));
}
