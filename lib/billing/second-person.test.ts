import { expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { createAgent } from '@/lib/customers';
import { db } from '@/lib/infra/db';
import { approveAdjustment, makeAdjustment } from './index';

useTestDatabase();

const system = systemContext('test');
let made = 0;

/** An admin's API key that was made by somebody (`user:3`, `key:7`, the command line). */
async function keyMadeBy(createdBy: string): Promise<{ ctx: Context; name: string }> {
  made += 1;
  const name = `key ${made}`;
  const { id } = await db().apiKey.create({
    data: { name, prefix: 'p', keyHash: `hash-${made}`, role: 'admin', createdBy },
  });
  const actor = { kind: 'key' as const, keyId: id, name, role: 'admin' as const, agentId: null, address: null };
  return { ctx: { actor, now: () => new Date() }, name: `key:${id}` };
}

async function newWallet(): Promise<number> {
  made += 1;
  const agent = await createAgent(system, { name: `a${made}`, email: `a${made}@example.com`, currency: 'USD' });
  return Number(agent.billingAccountId);
}

async function adjust(ctx: Context, billingAccountId: number, minor: bigint) {
  made += 1;
  const input = { billingAccountId, amount: { minor, currency: 'USD' }, reason: 'Outage', reference: `R${made}` };
  return (await makeAdjustment(ctx, input, { idempotencyKey: `k${made}` })).adjustment;
}

test('a key that one’s own key has made is no second person, however far down', async () => {
  const first = await keyMadeBy('system:cli');
  const second = await keyMadeBy(first.name);
  const third = await keyMadeBy(second.name);
  const stranger = await keyMadeBy('system:cli');
  const { id, status } = await adjust(first.ctx, await newWallet(), 1_000_000n);
  expect(status).toBe('awaiting_approval');
  for (const { ctx } of [first, second, third]) {
    await expect(approveAdjustment(ctx, { id: Number(id) })).rejects.toMatchObject({ code: 'forbidden' });
  }
  expect(await approveAdjustment(stranger.ctx, { id: Number(id) })).toMatchObject({ status: 'posted' });
});

test('the limit holds over several wallets that are adjusted at one moment', async () => {
  const { ctx } = await keyMadeBy('system:cli');
  const wallets = await Promise.all([1, 2, 3, 4].map(() => newWallet()));
  const states = await Promise.all(wallets.map(async (wallet) => (await adjust(ctx, wallet, 6_000n)).status));
  expect(states.filter((state) => state === 'posted')).toHaveLength(1);
});
