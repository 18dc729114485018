import { describe, expect, test } from 'vitest';
import type { Context } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { drainSubmissions } from '@/lib/orders';
import { createBulk, getBulk, judgeBulk, listBulkRows, runBulk } from './index';
import { idOf, states, useBulkWorld } from './testing/bulk-world';

const world = useBulkWorld();

describe('a program’s rows', () => {
  const rows = (...accounts: string[]) => ({ rows: accounts.map((account) => ({ account, amountGb: '1' })) });
  let keys = 0;
  const key = async (): Promise<Context> => {
    const { id, name } = await db().apiKey.create({
      data: {
        name: `Till ${++keys}`,
        prefix: 'x',
        keyHash: `h${keys}`,
        role: 'agent',
        agentId: world.agentId,
        createdBy: 'test',
      },
    });
    return {
      actor: { kind: 'key', keyId: id, name, role: 'agent', agentId: world.agentId, address: null },
      now: () => new Date(),
    };
  };

  test('become orders without questions, the same key once, until the key is revoked', async () => {
    const till = await key();
    const judged = await judgeBulk(till, {
      rows: [
        { accountId: world.second, amountGb: '1' },
        { account: 'Twin', amountGb: 'x' },
      ],
    });
    expect(judged).toMatchObject({ rows: 2, good: 1, totalGb: '1', data: [{ problem: null }, { account: 'Twin' }] });
    const input = rows('Twin', 'Twin', 'nobody');
    const made = await Promise.all([1, 2].map(() => createBulk(till, input, { idempotencyKey: 'k1' })));
    expect(made.map(({ created }) => created).sort()).toEqual([false, true]);
    expect(new Set(made.map(({ bulk }) => bulk.id)).size).toBe(1);
    await expect(createBulk(till, rows('Twin'), { idempotencyKey: 'k1' })).rejects.toMatchObject({
      code: 'idempotency_conflict',
    });
    const { id } = idOf(made[0]?.bulk ?? ({} as never));
    await runBulk(id);
    await drainSubmissions();
    expect(states(await getBulk(till, { id }))).toEqual(['succeeded', 'succeeded', 'refused']);
    const page = await listBulkRows(till, { id, limit: 2 });
    expect(page.data.map(({ no }) => no)).toEqual([1, 2]);
    const rest = await listBulkRows(till, { id, limit: 2, cursor: page.nextCursor ?? '' });
    expect(rest).toMatchObject({ data: [{ no: 3, state: 'refused' }], nextCursor: null });
    const orders = await db().order.findMany({
      where: { id: { in: page.data.map(({ orderId }) => Number(orderId)) } },
    });
    expect(orders.map(({ madeBy }) => madeBy)).toEqual([
      expect.stringMatching(/^key:/),
      expect.stringMatching(/^key:/),
    ]);

    const gone = await createBulk(till, rows('Truck'), { idempotencyKey: 'k2' });
    await db().apiKey.updateMany({ where: { name: till.actor.name }, data: { revokedAt: new Date() } });
    await runBulk(idOf(gone.bulk).id);
    expect(await getBulk(till, idOf(gone.bulk))).toMatchObject({ status: 'cancelled' });
    const none = await createBulk(till, rows('nobody'), { idempotencyKey: 'k3' });
    expect(none.bulk).toMatchObject({ status: 'finished', good: 0, handled: 1 });
  });
});
