import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { z } from 'zod';
import { checkLedger } from '@/lib/ledger';
import { connect } from '../machine/database';
import type { World } from './world';

type OrderRow = { id: string; reference: string; status: string; key: string | null };

const effectsSchema = z.object({ effects: z.array(z.object({ orderId: z.string().nullable() })) });
const OPEN = ['awaiting_approval', 'queued', 'submitting', 'unknown'];

type Damage = { orders: number; counts: Record<string, number> };

async function waitUntilSettled(client: Client, deadline: number): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ open: number }>(
      'SELECT count(*)::int AS open FROM "order" WHERE status::text = ANY($1)',
      [OPEN],
    );
    if (rows[0]?.open === 0 || Date.now() > deadline) return;
    await pause(1_000);
  }
}

/** How often the provider has applied each reference. */
async function appliedByReference({ sandbox, sellers }: World): Promise<Map<string, number>> {
  const applied = new Map<string, number>();
  for (const { externalId } of sellers) {
    const { effects } = effectsSchema.parse(await sandbox.control(`ledger?provider=ipweb&customerId=${externalId}`));
    for (const { orderId } of effects) if (orderId !== null) applied.set(orderId, (applied.get(orderId) ?? 0) + 1);
  }
  return applied;
}

/**
 * Waits until every order is settled or the deadline (unix ms) has passed, then compares the provider's books with ours.
 * `made` holds the orders that the servers have told each client of, by idempotency key.
 */
export async function findDamage(
  world: World,
  made: ReadonlyMap<string, ReadonlySet<string>>,
  deadline: number,
): Promise<Damage> {
  const client = await connect(world.url);
  await waitUntilSettled(client, deadline);
  const { rows: orders } = await client.query<OrderRow>(`
    SELECT o.id::text, o.reference, o.status::text, k.key
    FROM "order" o LEFT JOIN idempotency_key k ON k.resource = 'order' AND k.resource_id = o.id`);
  await client.end();
  const applied = await appliedByReference(world);
  const byKey = new Map(orders.map((order) => [order.key, order]));
  const known = new Set(orders.map(({ reference }) => reference));
  const told = [...made].filter(([, ids]) => ids.size > 0);
  const isOpen = ({ status }: OrderRow) => OPEN.includes(status);
  const times = ({ reference }: OrderRow) => applied.get(reference) ?? 0;
  const ledger = await checkLedger();
  return {
    orders: told.length,
    counts: {
      'applied twice': [...applied.values()].filter((count) => count > 1).length,
      'applied that we do not know': [...applied.keys()].filter((reference) => !known.has(reference)).length,
      'lost (succeeded, not applied)': orders.filter((order) => order.status === 'succeeded' && times(order) === 0)
        .length,
      'lost (told to a client, not there)': told.filter(([key, ids]) => !ids.has(byKey.get(key)?.id ?? '')).length,
      'made twice for one key': told.filter(([, ids]) => ids.size > 1).length,
      'in a wrong state (applied, not succeeded)': orders.filter(
        (order) => !isOpen(order) && order.status !== 'succeeded' && times(order) > 0,
      ).length,
      'not settled in five minutes': orders.filter(isOpen).length,
      'with wrong money (ledger check)': ledger.problems.length,
    },
  };
}
