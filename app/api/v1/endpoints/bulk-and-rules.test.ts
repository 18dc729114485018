import { beforeAll, expect, it } from 'vitest';
import { db } from '@/lib/infra/db';
import { call, useApiWorld } from './testing/world';

const world = useApiWorld();
beforeAll(async () => {
  await db().connection.updateMany({ data: { status: 'ok' } });
});

const rows = (...amounts: string[]) => ({
  rows: amounts.map((amountGb) => ({ accountId: world.own.accountId, amountGb, note: 'November' })),
});

it('judges rows without keeping them, and keeps them once for a key', async () => {
  const { agent, rival, viewer } = world.keys;
  const before = await db().bulkJob.count();
  const verdict = await call(agent, 'POST', '/bulk-top-ups/preview', rows('1.5', 'x'));
  expect(verdict).toMatchObject({
    status: 200,
    json: {
      rows: 2,
      good: 1,
      totalGb: '1.5',
      data: [{ problem: null, warning: expect.stringContaining('by order #') }, { amountGb: 'x' }],
    },
  });
  expect(await db().bulkJob.count()).toBe(before);
  // A rival's row is like one of nobody.
  const foreign = await call(rival, 'POST', '/bulk-top-ups/preview', rows('1'));
  expect(foreign.json).toMatchObject({
    good: 0,
    data: [{ problem: 'No account of yours has this id, number or name.' }],
  });

  expect((await call(agent, 'POST', '/bulk-top-ups', rows('1'))).status).toBe(400);
  const key = { 'idempotency-key': 'november' };
  const made = await call(agent, 'POST', '/bulk-top-ups', rows('1', '2', 'x'), key);
  expect(made).toMatchObject({
    status: 201,
    json: { status: 'running', rows: 3, good: 2, states: { waiting: 2, refused: 1 } },
  });
  expect(made.json).not.toHaveProperty('data');
  const again = await call(agent, 'POST', '/bulk-top-ups', rows('1', '2', 'x'), key);
  expect([again.status, again.json.id]).toEqual([200, made.json.id]);
  const other = await call(agent, 'POST', '/bulk-top-ups', rows('1', '2'), key);
  expect([other.status, other.json.code]).toEqual([409, 'idempotency_conflict']);

  const path = `/bulk-top-ups/${made.json.id}`;
  const page = await call(agent, 'GET', `${path}/rows?limit=2`);
  expect(page.json.data).toMatchObject([{ no: 1, amountGb: '1', note: 'November', state: 'waiting' }, { no: 2 }]);
  const rest = await call(agent, 'GET', `${path}/rows?limit=2&cursor=${page.json.nextCursor}`);
  expect(rest.json).toMatchObject({ data: [{ no: 3, state: 'refused' }], nextCursor: null });
  expect((await call(rival, 'POST', `${path}/cancel`)).status).toBe(404);
  expect((await call(viewer, 'POST', `${path}/cancel`)).status).toBe(403);
  expect(await call(agent, 'POST', `${path}/cancel`)).toMatchObject({ status: 200, json: { status: 'cancelled' } });
  expect((await call(agent, 'POST', `${path}/cancel`)).json.code).toBe('invalid_state');
});

it('takes at most 2,000 rows, each with one account', async () => {
  const { agent } = world.keys;
  const many = { rows: Array.from({ length: 2_001 }, () => ({ account: 'u1', amountGb: '1' })) };
  expect((await call(agent, 'POST', '/bulk-top-ups/preview', many)).status).toBe(400);
  const all = await call(agent, 'POST', '/bulk-top-ups/preview', { rows: many.rows.slice(1) });
  expect(all.json).toMatchObject({ rows: 2_000, good: 2_000, totalGb: '2000' });
  for (const row of [{ amountGb: '1' }, { account: 'u1', accountId: '1', amountGb: '1' }]) {
    expect((await call(agent, 'POST', '/bulk-top-ups/preview', { rows: [row] })).status).toBe(400);
  }
});

it('changes and removes an automatic top-up', async () => {
  const { agent, rival, viewer } = world.keys;
  const path = `/auto-top-ups/${world.own.ruleId}`;
  expect(await call(agent, 'GET', path)).toMatchObject({
    status: 200,
    json: { schedule: { every: 'month', day: 31, at: '08:00', timeZone: 'Asia/Shanghai' }, nextAt: expect.any(String) },
  });
  const weekly = { schedule: { every: 'week', day: 8, at: '08:00' } };
  expect((await call(agent, 'PATCH', path, weekly)).json.errors).toMatchObject([{ path: 'schedule.day' }]);
  expect((await call(agent, 'PATCH', path, { thresholdGb: '1', ...weekly })).status).toBe(400);
  expect(await call(agent, 'PATCH', path, { amountGb: '2', enabled: false })).toMatchObject({
    status: 200,
    json: { amountGb: '2', enabled: false, disabledWhy: expect.stringContaining('switched it off'), nextAt: null },
  });
  const input = { accountId: world.own.accountId, thresholdGb: '5', amountGb: '1', dailyCapGb: '3' };
  expect((await call(agent, 'POST', '/auto-top-ups', input)).json.code).toBe('already_exists');
  expect((await call(rival, 'POST', '/auto-top-ups', input)).status).toBe(404);
  expect((await call(rival, 'DELETE', path)).status).toBe(404);
  expect((await call(viewer, 'DELETE', path)).status).toBe(403);
  expect((await call(agent, 'DELETE', path)).status).toBe(204);
  expect((await call(agent, 'DELETE', path)).status).toBe(404);
  expect(await call(agent, 'POST', '/auto-top-ups', input)).toMatchObject({
    status: 201,
    json: { thresholdGb: '5', schedule: null },
  });
});

it('makes, lists and closes links to a dispute pack', async () => {
  const { agent, rival } = world.keys;
  const path = `/orders/${world.own.orderId}/dispute-links`;
  const made = await call(agent, 'POST', path);
  expect(made).toMatchObject({ status: 201, json: { url: expect.stringMatching(/^http.+\/dispute\/[\w-]{20,}$/) } });
  const listed = await call(agent, 'GET', path);
  expect(listed.json.data).toMatchObject([{ id: made.json.id }]);
  expect(listed.text).not.toContain(String(made.json.url).split('/').at(-1));
  expect((await call(rival, 'DELETE', `/dispute-links/${made.json.id}`)).status).toBe(404);
  expect((await call(agent, 'DELETE', `/dispute-links/${made.json.id}`)).status).toBe(204);
  expect((await call(agent, 'GET', path)).json.data).toEqual([]);
});

it('lists differences and closes one with a note', async () => {
  const { admin, viewer, agent } = world.keys;
  const { id } = await db().discrepancy.create({
    data: {
      connectionId: Number(world.connectionId),
      kind: 'only_provider',
      day: new Date('2026-11-01'),
      detail: 'A recharge that no order of ours explains.',
      fingerprint: 'test',
      foundAt: new Date(),
    },
  });
  expect((await call(viewer, 'GET', '/discrepancies')).json.data).toMatchObject([{ id: String(id) }]);
  const path = `/discrepancies/${id}/resolve`;
  expect((await call(agent, 'POST', path, { note: 'x' })).status).toBe(403);
  expect((await call(admin, 'POST', path, { note: ' ' })).status).toBe(400);
  expect((await call(admin, 'POST', `/discrepancies/${id}/adopt`, { charge: false })).json.code).toBe('invalid_state');
  expect((await call(admin, 'POST', path, { note: 'Made by hand' })).status).toBe(200);
  expect((await call(admin, 'POST', path, { note: 'Again' })).json.code).toBe('invalid_state');
  expect((await call(viewer, 'GET', '/discrepancies')).json.data).toEqual([]);
});
