import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '@/lib/core/actor';
import { createAgent } from '@/lib/customers';
import { addPerson, useOrderWorld } from '@/lib/orders/testing/order-world';
import { changeRule, createRule, getRule, listRules, removeRule } from './index';

const GB = 1_000_000n;
const MONDAYS = { every: 'week' as const, day: 1, at: '08:00', timeZone: 'Asia/Tokyo' };

const world = useOrderWorld();
let seller: Context;

beforeAll(async () => {
  seller = await addPerson('agent', world.agentId);
});

describe('the rules of programs', () => {
  test('are made, changed and removed, each by whom they belong to', async () => {
    const input = { accountId: world.accountId, schedule: MONDAYS, amountGb: 2n * GB };
    const made = await createRule(seller, input);
    await expect(createRule(seller, input)).rejects.toMatchObject({ code: 'already_exists' });
    const id = Number(made.id);
    expect(await listRules(seller, { limit: 10 })).toMatchObject({ data: [{ id: made.id }], nextCursor: null });
    expect((await listRules(seller, { limit: 10, customerId: 999_999 })).data).toEqual([]);
    await expect(changeRule(seller, { id, thresholdGb: 5n * GB })).rejects.toMatchObject({
      fields: [{ path: 'dailyCapGb' }],
    });
    expect(await changeRule(seller, { id, thresholdGb: 5n * GB, dailyCapGb: 4n * GB })).toMatchObject({
      thresholdGb: '5',
      schedule: null,
      nextAt: null,
      amountGb: '2',
      dailyCapGb: '4',
    });
    expect(await changeRule(seller, { id, schedule: { ...MONDAYS, timeZone: null }, enabled: false })).toMatchObject({
      thresholdGb: null,
      schedule: { timeZone: 'Asia/Shanghai' },
      dailyCapGb: '4',
      enabled: false,
    });
    expect(await changeRule(seller, { id, amountGb: 3n * GB })).toMatchObject({ amountGb: '3', enabled: false });
    const other = await createAgent(world.ctx, { name: 'Other', email: 'o@example.com', currency: 'USD' });
    const stranger = await addPerson('agent', Number(other.id));
    for (const act of [
      () => getRule(stranger, { id }),
      () => changeRule(stranger, { id }),
      () => removeRule(stranger, { id }),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'not_found' });
    }
    const viewer = await addPerson('viewer', null);
    await expect(removeRule(viewer, { id })).rejects.toMatchObject({ code: 'forbidden' });
    await removeRule(seller, { id });
    await expect(getRule(seller, { id })).rejects.toMatchObject({ code: 'not_found' });
  });
});
