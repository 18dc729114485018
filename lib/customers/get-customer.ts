import type { Context } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { findCustomer } from './list-customers';
import type { CustomerDto } from './schemas';

/** One customer with its residual. Throws `not_found`, also for another agent's. */
export async function getCustomer(ctx: Context, input: { id: number }): Promise<CustomerDto> {
  const customer = await findCustomer(ctx, input.id);
  if (!customer) throw notFound('The customer');
  return customer;
}
