'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { ConnectionChange } from '@/components/connections/edit-form';
import { getSaying } from '@/components/ui/get-saying';
import type { Outcome } from '@/components/ui/outcome';
import { requireFresh } from '@/lib/auth';
import { action } from '@/lib/boundary/action';
import { testConnection, updateConnection } from '@/lib/connections';
import { type ConnectionTestDto, connectionPatch } from '@/lib/connections/schemas';
import { filterIdSchema } from '@/lib/core/paging';
import { requiredText } from '@/lib/core/wire';
import { addAccounts, createAccount, createCustomer, updateAccount } from '@/lib/customers';
import { type AddAccountsDto, accountInput, addAccountsInput } from '@/lib/customers/schemas';
import { startSync } from '@/lib/sync';
import type { SyncRunDto } from '@/lib/sync/schemas';
import { toOutcome } from '../../outcome';

const byId = z.object({ id: filterIdSchema });
const test = action.inputSchema(byId).action(({ parsedInput, ctx }) => testConnection(ctx, parsedInput));
const sync = action
  .inputSchema(byId)
  .action(({ parsedInput, ctx }) => startSync(ctx, { connectionId: parsedInput.id }));
const update = action
  .inputSchema(connectionPatch.extend({ id: filterIdSchema }))
  .action(async ({ parsedInput, ctx }) => {
    // Another address would be sent the stored credentials, so it weighs as much as new ones.
    const { credentials, baseUrl, settings } = parsedInput;
    if (credentials ?? baseUrl ?? settings) await requireFresh(ctx);
    return updateConnection(ctx, parsedInput);
  });
const addAccount = action.inputSchema(accountInput).action(({ parsedInput, ctx }) => createAccount(ctx, parsedInput));
const addMany = action.inputSchema(addAccountsInput).action(({ parsedInput, ctx }) => addAccounts(ctx, parsedInput));
const assign = action
  .inputSchema(byId.extend({ customerId: filterIdSchema.nullable() }))
  .action(({ parsedInput, ctx }) => updateAccount(ctx, parsedInput));
const assignNew = action
  .inputSchema(byId.extend({ name: requiredText(200) }))
  .action(async ({ parsedInput: { id, name }, ctx }) => {
    const customer = await createCustomer(ctx, { name });
    return updateAccount(ctx, { id, customerId: Number(customer.id) });
  });

function shown<Data>(outcome: Outcome<Data>): Outcome<Data> {
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}

/** Asks the provider with reading calls. */
export async function testConnectionAction(id: string): Promise<Outcome<ConnectionTestDto>> {
  const outcome = shown(toOutcome(await test({ id })));
  if (!outcome.ok) return outcome;
  const { tell } = await getSaying();
  const checks = outcome.data.checks.map((check) => ({ ...check, detail: tell(check.detail) }));
  return { ok: true, data: { ...outcome.data, detail: tell(outcome.data.detail), checks } };
}

/** Changes a connection; credentials only where new ones are given. */
export async function updateConnectionAction(id: string, change: ConnectionChange): Promise<Outcome<unknown>> {
  return shown(toOutcome(await update({ id, ...change })));
}

/** Starts a sync or joins the running one. */
export async function startSyncAction(id: string): Promise<Outcome<SyncRunDto>> {
  return toOutcome(await sync({ id }));
}

/** Adds an account that the provider does not list. */
export async function addAccountAction(
  connectionId: string,
  account: { externalId: string; externalName: string },
): Promise<Outcome<unknown>> {
  const { externalId, externalName } = account;
  return shown(toOutcome(await addAccount({ connectionId, externalId, externalName: externalName || null })));
}

/** Gives an account to a customer, or to nobody. */
export async function assignAction(accountId: string, customerId: string | null): Promise<Outcome<unknown>> {
  return shown(toOutcome(await assign({ id: accountId, customerId })));
}

/** Makes a customer and gives the account to it. */
export async function assignNewAction(accountId: string, name: string): Promise<Outcome<unknown>> {
  return shown(toOutcome(await assignNew({ id: accountId, name })));
}

/** Checks pasted accounts line by line; adds the good ones unless it is a dry run. */
export async function addAccountsAction(
  connectionId: string,
  text: string,
  dryRun: boolean,
): Promise<Outcome<AddAccountsDto>> {
  const outcome = toOutcome(await addMany({ connectionId, text, dryRun }));
  return dryRun ? outcome : shown(outcome);
}
