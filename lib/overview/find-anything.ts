import type { Context } from '@/lib/core/actor';
import { listCustomers } from '@/lib/customers';
import { findOrder } from '@/lib/orders';
import type { FoundDto, SearchQuery } from './schemas';

/** Few enough to be read at a glance. */
const MOST = 7;

/** An order's number as people say it, with or without a sign before it. */
function orderNumber(q: string): number | null {
  const [, digits] = /^#?(\d{1,9})$/.exec(q) ?? [];
  return digits === undefined ? null : Number(digits);
}

async function ordersOf(ctx: Context, q: string): Promise<FoundDto['orders']> {
  const id = orderNumber(q);
  const order = id === null ? null : await findOrder(ctx, { id });
  return order ? [order] : [];
}

/**
 * What one may be asked for on the phone: customers by name, mail, tag, account or phone number, and the order of a
 * number, all confined to the actor's own.
 */
export async function findAnything(ctx: Context, query: SearchQuery): Promise<FoundDto> {
  const q = query.q.trim();
  const [customers, orders] = await Promise.all([listCustomers(ctx, { q, limit: MOST }), ordersOf(ctx, q)]);
  return {
    customers: customers.data.map(({ id, name, email, agentName, residualBytes, residualAsOf, daysLeft }) => ({
      id,
      name,
      email,
      agentName,
      residualBytes,
      residualAsOf,
      daysLeft,
    })),
    orders,
    more: customers.nextCursor !== null,
  };
}
