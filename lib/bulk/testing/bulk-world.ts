import { beforeEach } from 'vitest';
import { useWorld } from '@/bin/test/world';
import type { Context } from '@/lib/core/actor';
import { createAccount, createCustomer } from '@/lib/customers';
import { db } from '@/lib/infra/db';
import { drainSubmissions } from '@/lib/orders';
import { addPerson, openOrderWorld } from '@/lib/orders/testing/order-world';
import { previewBulk, startBulk } from '../index';
import type { BulkDto } from '../schemas';

/** An agent who may order for two accounts, called Twin and Truck; a third, called Twin as well, is the house's. */
type BulkWorld = Awaited<ReturnType<typeof openBulkWorld>>;

export const idOf = (bulk: BulkDto) => ({ id: Number(bulk.id) });
/** All that asks, ticked. */
export const allOf = (bulk: BulkDto) => ({
  ...idOf(bulk),
  again: bulk.data.filter(({ state }) => state === 'again').map(({ no }) => no),
});
export const states = (bulk: BulkDto) => bulk.data.map(({ state }) => state);

/** Call it at the top of a test file: its world of bulk orders, in a database of its own, calm when a test begins. */
export function useBulkWorld(): BulkWorld {
  const world = useWorld(openBulkWorld);
  beforeEach(() => world.calm());
  return world;
}

/** Opens an order world with the three accounts, and the ways in which tests order for them. */
async function openBulkWorld() {
  const world = await openOrderWorld();
  const seller = await addPerson('agent', world.agentId);
  const demo = (await world.control('demo')) as { customers: { externalId: string }[] };
  const [, two = '', three = ''] = demo.customers.map(({ externalId }) => externalId);
  const base = { connectionId: world.connectionId };
  const account = await createAccount(world.ctx, { ...base, externalId: two, customerId: world.customerId });
  const house = await createCustomer(world.ctx, { name: 'House' });
  const other = await createAccount(world.ctx, { ...base, externalId: three, customerId: Number(house.id) });
  const [second, foreign] = [Number(account.id), Number(other.id)];
  const call = (id: number, label: string) => db().upstreamAccount.update({ where: { id }, data: { label } });
  await call(second, 'Truck');
  await call(world.accountId, 'Twin');
  await call(foreign, 'Twin');

  const preview = (text: string, ctx = seller) => previewBulk(ctx, { text, fileName: null });

  return {
    ...world,
    seller,
    /** The number of Truck, and of the account that is the house's. */
    second,
    foreign,
    preview,
    /** Previews and starts the rows, with all that asks ticked. */
    async started(text: string, ctx: Context = seller): Promise<{ id: number }> {
      const bulk = await preview(text, ctx);
      await startBulk(ctx, allOf(bulk));
      return idOf(bulk);
    },
    /** Before each test: no faults, nothing in flight, and no order so young that another looks like a double one. */
    async calm(): Promise<void> {
      await world.clearFaults();
      await drainSubmissions();
      await db().$executeRaw`UPDATE "order" SET created_at = created_at - interval '1 hour'`;
    },
  };
}
