import { describe, expect, test } from 'vitest';
import { dieAt } from '@/bin/test/die-at';
import { db } from '@/lib/infra/db';
import { getWallet } from '@/lib/ledger';
import { drainSubmissions, sweepOrders } from '@/lib/orders';
import { addPerson } from '@/lib/orders/testing/order-world';
import { cancelBulk, getBulk, resumeBulks, runBulk, startBulk } from './index';
import { allOf, idOf, states, useBulkWorld } from './testing/bulk-world';

const world = useBulkWorld();

describe('a job', () => {
  test('makes each row an order of its maker, once, even when run again and twice at once', async () => {
    const { id } = await world.started('Truck;1;a\nTruck;1;a\nTwin;2\nnobody;1\nTwin;3\nTruck;1');
    const before = (await world.effects()).length;
    await Promise.all([runBulk(id), runBulk(id)]);
    await runBulk(id);
    await resumeBulks();
    await drainSubmissions();
    // What a busy database kept from being written down is the sweeper's.
    await sweepOrders(world.later(60));
    await drainSubmissions();
    const bulk = await getBulk(world.seller, { id });
    expect(bulk).toMatchObject({ status: 'finished', handled: 6, good: 5 });
    expect(states(bulk)).toEqual(['succeeded', 'succeeded', 'succeeded', 'refused', 'succeeded', 'succeeded']);
    const keys = bulk.data.flatMap(({ no }) => `bulk:${id}:${no}`);
    expect(await db().idempotencyKey.count({ where: { key: { in: keys } } })).toBe(5);
    const orders = await db().order.findMany({
      where: { id: { in: bulk.data.map(({ orderId }) => Number(orderId)) } },
    });
    expect(orders).toHaveLength(5);
    for (const order of orders) {
      expect(order).toMatchObject({ madeBy: expect.stringMatching(/^user:/), agentId: world.agentId });
      expect(order.madeByName).toContain('(bulk)');
    }
    // Two of the five are the first account's, whose effects are counted here.
    expect((await world.effects()).length - before).toBe(2);
  });

  test('killed between an order and its row, it goes on without repeating it', async () => {
    const { id } = await world.started('Twin;1\nTwin;1\nTwin;1');
    const before = (await world.effects()).length;
    expect(await dieAt('order.inserted', 'lib/bulk/testing/run-and-die.ts', String(id))).toBe('SIGKILL');
    const made = await db().idempotencyKey.count({ where: { key: { startsWith: `bulk:${id}:` } } });
    expect(made).toBeGreaterThan(0);
    expect(await db().bulkRow.count({ where: { jobId: id, orderId: { not: null } } })).toBe(0);
    const seen = await getBulk(world.seller, { id });
    expect(seen.data.filter(({ orderId }) => orderId !== null)).toHaveLength(made);
    await runBulk(id);
    // The order was taken for sending as it was made: first nobody knows what became of it, then it is sent again.
    await sweepOrders(world.later(60));
    await sweepOrders(world.later(120));
    await drainSubmissions();
    const bulk = await getBulk(world.seller, { id });
    expect(bulk.status).toBe('finished');
    expect(states(bulk)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect((await world.effects()).length - before).toBe(3);
  });

  test('an empty wallet stops its own row only', async () => {
    const wallet = await getWallet(world.billingAccountId);
    const gb = Math.floor(Number(wallet.balance.amount) / 2.4) + 1;
    // Rows above the limit for approval would only wait, so the limit is lifted for this one.
    await db().agent.update({ where: { id: world.agentId }, data: { approvalAboveGb: null } });
    const { id } = await world.started(`Truck;${gb}\nTwin;1`);
    await runBulk(id);
    const bulk = await getBulk(world.seller, { id });
    expect(states(bulk)).toEqual(['refused', 'succeeded']);
    expect(bulk.data[0]?.problem).toContain('short of this order');
    expect(bulk.status).toBe('finished');
  });

  test('stops when its maker was disabled or may only look', async () => {
    for (const change of [{ disabledAt: new Date() }, { role: 'viewer' as const, agentId: null }]) {
      const maker = await addPerson('agent', world.agentId);
      const { id } = await world.started('Twin;1', maker);
      const userId = maker.actor.kind === 'user' ? maker.actor.userId : 0;
      await db().user.update({ where: { id: userId }, data: change });
      await runBulk(id);
      const bulk = await getBulk(world.seller, { id });
      expect(bulk).toMatchObject({ status: 'cancelled', stoppedWhy: 'Who started it may no longer order.' });
      expect(states(bulk)).toEqual(['left_out']);
    }
  });

  test('cancelled, it leaves out the rows that are not made', async () => {
    const { id } = await world.started('Twin;1');
    expect((await cancelBulk(world.seller, { id })).status).toBe('cancelled');
    await runBulk(id);
    expect(states(await getBulk(world.seller, { id }))).toEqual(['left_out']);
    await expect(startBulk(world.seller, { id, again: [] })).rejects.toMatchObject({ code: 'invalid_state' });
    await expect(cancelBulk(world.seller, { id })).rejects.toMatchObject({ code: 'invalid_state' });
  });

  test('starts once, and not on a preview of yesterday', async () => {
    const old = await world.preview('Twin;1');
    const tomorrow = { ...world.seller, now: () => new Date(Date.now() + 90_000_000) };
    await expect(startBulk(tomorrow, allOf(old))).rejects.toMatchObject({ code: 'invalid_state' });
    await Promise.all([startBulk(world.seller, allOf(old)), startBulk(world.seller, allOf(old))]);
    await resumeBulks();
    const jobs = await db().$queryRaw<unknown[]>`
      SELECT 1 FROM pgboss.job WHERE name = 'bulk-run' AND singleton_key = ${old.id} AND state < 'completed'`;
    expect(jobs).toHaveLength(1);
    const audits = await db().auditEvent.count({ where: { action: 'bulk.started', entityId: old.id } });
    expect(audits).toBe(1);
    await cancelBulk(world.seller, idOf(old));
  });
});

describe('a second top-up of an account', () => {
  test('is asked about: what is not ticked is left out', async () => {
    const first = await world.started('Twin;1');
    await runBulk(first.id);
    const bulk = await world.preview('Twin;1\nTruck;2\nTruck;3\nTruck;4');
    expect(states(bulk)).toEqual(['again', 'waiting', 'again', 'again']);
    expect(bulk.data[0]?.warning).toContain('Topped up within the last ten minutes, by order #');
    expect(bulk.data[2]?.warning).toBe('The same account as in row 2, 4.');
    await startBulk(world.seller, { ...idOf(bulk), again: [4] });
    await runBulk(idOf(bulk).id);
    await drainSubmissions();
    const done = await getBulk(world.seller, idOf(bulk));
    expect(states(done)).toEqual(['left_out', 'succeeded', 'left_out', 'succeeded']);
    expect(done).toMatchObject({ good: 2, handled: 4, rows: 4, totalGb: '6', states: { left_out: 2, succeeded: 2 } });
  });

  test('in between is asked about when it is started, and not ordered when it came after', async () => {
    const bulk = await world.preview('Twin;1\nTruck;1');
    const other = await world.preview('Twin;1');
    const late = await world.started('Truck;1');
    await startBulk(world.seller, allOf(other));
    await runBulk(idOf(other).id);
    await expect(startBulk(world.seller, allOf(bulk))).rejects.toMatchObject({ code: 'similar_order' });
    const asked = await getBulk(world.seller, idOf(bulk));
    expect(states(asked)).toEqual(['again', 'waiting']);
    expect(asked.data[0]?.warning).toContain('Topped up since you checked, by order #');
    // What was shown is not asked twice.
    await startBulk(world.seller, allOf(asked));
    const before = (await world.effects()).length;
    await Promise.all([runBulk(late.id), runBulk(late.id)]);
    await runBulk(idOf(bulk).id);
    await drainSubmissions();
    const done = await getBulk(world.seller, idOf(bulk));
    expect(states(done)).toEqual(['succeeded', 'refused']);
    expect(done.data[1]?.problem).toContain('topped up by another order after these rows were checked');
    // Twin is the first account, whose effects are counted: of this list one, and Truck's are another's.
    expect((await world.effects()).length - before).toBe(1);
  });
});
