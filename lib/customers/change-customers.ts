import type { Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { getCustomer } from './get-customer';
import type { ChangeCustomersInput } from './schemas';
import { updateCustomer } from './update-customer';

/**
 * The same change to several customers, one after the other, each with its own audit event: one that cannot be changed
 * holds up no other. Done twice it changes nothing more.
 */
export async function changeCustomers(
  ctx: Context,
  input: ChangeCustomersInput,
): Promise<{ changed: number; failed: { name: string; message: string }[] }> {
  const failed: { name: string; message: string }[] = [];
  for (const id of new Set(input.ids)) {
    let name = `#${id}`;
    try {
      const customer = await getCustomer(ctx, { id });
      name = customer.name;
      const kept = customer.tags.filter((tag) => !input.removeTags.includes(tag));
      const tags = [...new Set([...kept, ...input.addTags])];
      await updateCustomer(ctx, { id, tags, ...(input.agentId === undefined ? {} : { agentId: input.agentId }) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failed.push({ name, message: error.message });
    }
  }
  return { changed: new Set(input.ids).size - failed.length, failed };
}
