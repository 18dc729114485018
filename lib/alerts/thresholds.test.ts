import { expect, test } from 'vitest';
import { db } from '@/lib/infra/db';
import { addAgent } from '@/lib/usage/testing';
import { clearAlertRule, getAlertRule, listOpenAlerts } from './index';
import { alertRuleInput } from './schemas';
import { admin, as, set, useAlertWorld } from './testing/alert-world';

const world = useAlertWorld();

test('a customer’s thresholds go before its agent’s, these before the installation’s; each may count GB and days too', async () => {
  const { agentId, customerId } = world;
  expect(await getAlertRule(admin, { scope: 'account' })).toMatchObject({
    effective: { percents: [20, 10, 5], gbs: [], days: [] },
    from: 'default',
  });
  const id = await world.account(30n);
  await set({ percents: '50' });
  expect(await world.left(id, 300n)).toEqual([['low', 1]]);
  await set({ agentId: String(agentId), enabled: false }, as('agent', agentId));
  // Switched off: the alert ends without a word.
  expect(await world.left(id, 300n)).toEqual([]);
  expect(await listOpenAlerts(admin)).toMatchObject({ accounts: 0 });
  const rule = await set({ customerId: String(customerId), gbs: '40, 2.5', days: '16;3' }, as('agent', agentId));
  expect(rule).toMatchObject({ effective: { percents: [], gbs: ['40', '2.5'], days: [16, 3] }, from: 'here' });
  expect(await world.left(id, 300n)).toEqual([['low', 2]]);
  expect(await world.left(id, 60n)).toEqual([['low', 3]]);
  expect(await world.left(id, 25n)).toEqual([['low', 4]]);
  expect(await clearAlertRule(admin, { scope: 'account', customerId })).toMatchObject({ from: 'agent' });
  expect(await db().auditEvent.count({ where: { action: { startsWith: 'alert_rule.' } } })).toBe(4);
});

test('agents set what is theirs only, viewers nothing, and what is no threshold is refused', async () => {
  const { agentId, customerId } = world;
  const stranger = as('agent', await addAgent());
  await expect(set({ customerId: String(customerId), days: '3' }, stranger)).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(set({ agentId: String(agentId), days: '3' }, stranger)).rejects.toMatchObject({ code: 'not_found' });
  await expect(set({ days: '3' }, stranger)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(set({ scope: 'pool', days: '3' }, stranger)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(set({ days: '3' }, as('viewer', null))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(set({ scope: 'pool', percents: '5' })).rejects.toMatchObject({ code: 'invalid_input' });
  for (const wrong of [{ percents: '120' }, { days: 'soon' }, { gbs: '-1' }, { days: '1,2,3,4,5,6' }]) {
    expect(
      alertRuleInput.safeParse({ scope: 'account', enabled: true, percents: '', gbs: '', days: '', ...wrong }).success,
    ).toBe(false);
  }
});
