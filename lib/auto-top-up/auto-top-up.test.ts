import { describe, expect, test } from 'vitest';
import { dieAt } from '@/bin/test/die-at';
import { db } from '@/lib/infra/db';
import { cancelOrder, drainSubmissions, sweepOrders } from '@/lib/orders';
import { addPerson } from '@/lib/orders/testing/order-world';
import { runAutoTopUps } from './index';
import { audits, automatic, gb, pauseIsOver, run, useRuleWorld } from './testing/rule-world';

const { left, rule, seller, set, world } = useRuleWorld();

describe('a rule', () => {
  test('below its threshold adds its amount once, whoever looks, and says what it did', async () => {
    await set();
    const before = (await world.effects()).length;
    const earlier = (await automatic()).length;
    await Promise.all([run(), run(), run()]);
    await run();
    await drainSubmissions();
    const orders = await automatic();
    expect(orders).toHaveLength(earlier + 1);
    const order = orders.at(-1);
    expect(order).toMatchObject({ status: 'succeeded', amountGb: gb(2), agentId: world.agentId });
    expect(order?.madeBy).toMatch(/^user:/);
    expect(order?.madeByName).toContain('(automatic)');
    expect((await world.effects()).length - before).toBe(1);
    expect(await rule()).toMatchObject({ enabled: true, todayGb: '2', monthGb: '2', lastOrderId: String(order?.id) });
  });

  test('does nothing above its threshold', async () => {
    await set();
    await left(5);
    const before = (await automatic()).length;
    await run();
    expect(await automatic()).toHaveLength(before);
    expect(await rule()).toMatchObject({ waitingFor: null, checkedAt: expect.any(String) });
  });

  test('keeps its pause and its daily and monthly limits, and says so', async () => {
    await set({ monthlyCapGb: gb(5) });
    const before = (await automatic()).length;
    await run();
    await left(3);
    await run();
    expect((await rule()).waitingFor).toBe('Topped up less than ten minutes ago.');
    await pauseIsOver();
    await run();
    await pauseIsOver();
    await left(3);
    await run();
    expect((await rule()).waitingFor).toBe('Today’s limit is reached: 4 of 4 GB.');
    await db().$executeRaw`UPDATE auto_top_up SET daily_cap_gb = null`;
    await run();
    expect((await rule()).waitingFor).toBe('This month’s limit is reached: 4 of 5 GB.');
    expect(await automatic()).toHaveLength(before + 2);
  });

  test('reads what is left anew where the reading is old, and does not trust one from before a top-up', async () => {
    await set({ thresholdGb: gb(1) });
    await left(0, 31);
    const before = (await automatic()).length;
    await run();
    const account = await db().upstreamAccount.findUniqueOrThrow({ where: { id: world.accountId } });
    expect(account.residual).toBeGreaterThan(gb(1024));
    expect(await automatic()).toHaveLength(before);
    await db().$executeRaw`UPDATE "order" SET settled_at = now() - interval '1 minute'
      WHERE id = (SELECT max(id) FROM "order" WHERE status = 'succeeded')`;
    await left(0, 5);
    await run();
    expect(await automatic()).toHaveLength(before);
    expect((await rule()).waitingFor).toBeNull();
    await world.fault('error_before', '', {}, { times: -1 });
    await left(0, 31);
    await run();
    expect((await rule()).waitingFor).toContain('What is left could not be read');
    expect(await automatic()).toHaveLength(before);
  });

  test('never fires while an order of the account is unknown or waits for approval', async () => {
    const before = (await automatic()).length;
    await set();
    await world.fault('apply_then_drop', 'rechargeTrafficCount');
    await run();
    await drainSubmissions();
    const order = (await automatic()).at(-1);
    expect(order?.status).toBe('unknown');
    await db().$executeRaw`UPDATE "order" SET created_at = created_at - interval '20 minutes'`;
    await left(3);
    await run();
    expect((await rule()).waitingFor).toBe(`Nobody knows yet whether order #${order?.id} arrived.`);
    await world.clearFaults();
    await sweepOrders(world.later(600));
    await drainSubmissions();
    expect((await automatic()).at(-1)?.status).toBe('succeeded');
    await pauseIsOver();
    // Above the agent's limit a person has to approve: a rule is no way round it.
    await set({ amountGb: gb(150), dailyCapGb: gb(1000), thresholdGb: gb(1000) });
    await left(3);
    await run();
    await run();
    const waiting = (await automatic()).at(-1);
    expect(waiting?.status).toBe('awaiting_approval');
    expect((await rule()).waitingFor).toBe(`Order #${waiting?.id} awaits approval.`);
    expect(await automatic()).toHaveLength(before + 2);
    await cancelOrder(seller(), { id: waiting?.id ?? 0 });
    await run();
    expect(await rule()).toMatchObject({ enabled: false, disabledWhy: `Order #${waiting?.id} was cancelled.` });
  });

  test('switches itself off after a rejected order, once, with its audit event; set anew it goes on', async () => {
    await set();
    await world.fault('reject', 'rechargeTrafficCount');
    await run();
    await drainSubmissions();
    await run();
    const order = (await automatic()).at(-1);
    expect(order?.status).toBe('rejected');
    const why = `The provider rejected order #${order?.id}.`;
    expect(await rule()).toMatchObject({ enabled: false, disabledWhy: why, todayGb: '0' });
    expect((await audits('auto_top_up.switched_off'))[0]).toMatchObject({ after: { why, accountId: world.accountId } });
    await world.clearFaults();
    await set();
    await pauseIsOver();
    await left(3);
    await run();
    await drainSubmissions();
    expect((await automatic()).at(-1)?.status).toBe('succeeded');
    expect(await rule()).toMatchObject({ enabled: true, disabledWhy: null });
  });

  test('switches itself off without money, without its maker and when the account changed hands', async () => {
    const orders = (await automatic()).length;
    await db().agent.update({ where: { id: world.agentId }, data: { approvalAboveGb: null } });
    await set({ amountGb: gb(100_000), dailyCapGb: gb(100_000), monthlyCapGb: null });
    await db().agent.update({ where: { id: world.agentId }, data: { dailyCapGb: null } });
    await run();
    expect((await rule()).disabledWhy).toContain('short of this order');
    await run();
    expect(await db().autoTopUpFiring.count()).toBe(0);

    const leaver = await addPerson('agent', world.agentId);
    await set({}, leaver);
    const userId = leaver.actor.kind === 'user' ? leaver.actor.userId : 0;
    await db().user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    await run();
    expect((await rule()).disabledWhy).toBe('Who set it up may no longer order.');

    await set();
    await db().autoTopUp.updateMany({ data: { customerId: world.customerId + 1 } });
    await run();
    expect((await rule()).disabledWhy).toBe('The account belongs to another customer now.');
    expect(await automatic()).toHaveLength(orders);
  });

  test('killed before, in and after the order, it adds nothing twice and loses nothing', async () => {
    for (const step of ['order.inserting', 'order.inserted', 'order.answered'] as const) {
      await db().autoTopUpFiring.deleteMany();
      await set();
      await left(3);
      const before = (await world.effects()).length;
      expect(await dieAt(step, 'lib/auto-top-up/testing/run-and-die.ts')).toBe('SIGKILL');
      await run();
      await sweepOrders(world.later(300));
      await sweepOrders(world.later(600));
      await drainSubmissions();
      // The firing that made no order is given up after a while; then the next one is due.
      await runAutoTopUps(world.later(121));
      await drainSubmissions();
      expect((await world.effects()).length - before, step).toBe(1);
      const firings = await db().autoTopUpFiring.findMany();
      expect(firings, step).toEqual([expect.objectContaining({ orderId: expect.any(Number) })]);
      await pauseIsOver();
    }
  }, 60_000);
});
