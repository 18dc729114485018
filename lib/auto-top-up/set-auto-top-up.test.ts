import { describe, expect, test } from 'vitest';
import { createAgent } from '@/lib/customers';
import { addPerson } from '@/lib/orders/testing/order-world';
import { listAutoTopUps, stopAutoTopUp } from './index';
import { audits, automatic, gb, run, useRuleWorld } from './testing/rule-world';

const { rule, seller, set, world } = useRuleWorld();

describe('setting it', () => {
  test('is for admins and the customer’s agent', async () => {
    const viewer = await addPerson('viewer', null);
    await expect(set({}, viewer)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(set({}, world.ctx)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await createAgent(world.ctx, { name: 'Other', email: 'other@example.com', currency: 'USD' });
    const stranger = await addPerson('agent', Number(other.id));
    await expect(set({}, stranger)).rejects.toMatchObject({ code: 'not_found' });
    expect(await listAutoTopUps(stranger, { customerId: world.customerId })).toEqual([]);
    const admin = await addPerson('admin', null);
    expect((await set({}, admin)).rule).toMatchObject({
      enabled: true,
      thresholdGb: '5',
      dailyCapGb: '4',
      todayGb: '0',
    });
    await expect(stopAutoTopUp(stranger, { accountId: world.accountId })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('refuses limits that leave no room, and stops at once when told to', async () => {
    await expect(set({ dailyCapGb: gb(1) })).rejects.toMatchObject({ fields: [{ path: 'dailyCapGb' }] });
    await expect(set({ monthlyCapGb: gb(1) })).rejects.toMatchObject({ fields: [{ path: 'monthlyCapGb' }] });
    await set();
    const before = (await automatic()).length;
    await stopAutoTopUp(seller(), { accountId: world.accountId });
    await run();
    expect(await automatic()).toHaveLength(before);
    expect((await rule()).disabledWhy).toContain('switched it off');
    expect(await audits('auto_top_up.stopped')).not.toHaveLength(0);
  });

  test('does not tell an agent who of the house has stopped it', async () => {
    await set();
    const admin = await addPerson('admin', null);
    await stopAutoTopUp(admin, { accountId: world.accountId });
    expect((await rule()).disabledWhy).toBe('Staff switched it off.');
    await set();
    await stopAutoTopUp(seller(), { accountId: world.accountId });
    expect((await rule()).disabledWhy).toBe(`${seller().actor.name} switched it off.`);
  });
});
