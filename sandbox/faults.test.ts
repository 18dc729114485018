import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { IPWEB_TOKEN } from './credentials';
import { NOON, SandboxFixture } from './fixture';

const sandbox = new SandboxFixture();
const command = (orderId: string) =>
  sandbox.ipweb(`/api/agent/rechargeTrafficCount?customerId=88&orderId=${orderId}&trafficCount=1`);
const match = { provider: 'ipweb', path: 'rechargeTrafficCount' };
const applied = async () =>
  (await sandbox.control('/ledger?provider=ipweb&customerId=88')).json.effects.map((effect) => effect.orderId);

beforeAll(() => sandbox.start());
afterAll(() => sandbox.remove());
beforeEach(async () => {
  sandbox.now = NOON;
  await sandbox.control('/reset', {});
});

test('refuse closes the connection before anything is applied', async () => {
  await sandbox.fault(match, { kind: 'refuse' });
  await expect(command('a')).rejects.toThrow();
  expect(await applied()).toEqual([]);
  expect((await command('a')).json.code).toBe(200);
});

test('reject is the provider’s own no', async () => {
  await sandbox.fault(match, { kind: 'reject' });
  expect((await command('a')).json).toEqual({ msg: '充值失败', code: 500 });
  expect(await applied()).toEqual([]);
});

test('delay answers late', async () => {
  await sandbox.fault(match, { kind: 'delay', ms: 120 });
  const begin = performance.now();
  expect((await command('a')).json.code).toBe(200);
  expect(performance.now() - begin).toBeGreaterThan(100);
});

test('apply_then_hang applies and stays silent', async () => {
  await sandbox.fault(match, { kind: 'apply_then_hang' });
  const url = sandbox.url('/ipweb/api/agent/rechargeTrafficCount?customerId=88&orderId=a&trafficCount=1');
  const call = fetch(url, { headers: { Token: IPWEB_TOKEN }, signal: AbortSignal.timeout(200) });
  await expect(call).rejects.toThrow(/timeout/i);
  expect(await applied()).toEqual(['a']);
  expect((await command('a')).json.code).toBe(201);
});

test('apply_then_drop applies and closes the connection', async () => {
  await sandbox.fault(match, { kind: 'apply_then_drop' });
  await expect(command('a')).rejects.toThrow();
  expect(await applied()).toEqual(['a']);
});

test('error_before and error_after are HTTP 500 around the effect', async () => {
  await sandbox.fault(match, { kind: 'error_before' });
  await sandbox.fault({ ...match, nth: 2 }, { kind: 'error_after', status: 502 });
  expect((await command('a')).status).toBe(500);
  expect(await applied()).toEqual([]);
  expect((await command('a')).status).toBe(502);
  expect(await applied()).toEqual(['a']);
});

test('truncate, wrong_type, html and status spoil the answer', async () => {
  await sandbox.fault(match, { kind: 'truncate' });
  const half = await command('a');
  expect(half).toMatchObject({ status: 200, json: null });
  expect(half.text).toMatch(/^\{"msg":"充/);
  await sandbox.fault(match, { kind: 'wrong_type' });
  expect((await command('b')).json).toEqual({ msg: '充值成功', code: 'many' });
  await sandbox.fault(match, { kind: 'html' });
  expect((await command('c')).text).toMatch(/^<html>/);
  await sandbox.fault(match, { kind: 'status', status: 429, body: { message: 'slow down' } });
  expect(await command('d')).toMatchObject({ status: 429, json: { message: 'slow down' } });
  expect(await applied()).toEqual(['a', 'b']);
  await sandbox.fault({ provider: 'ipweb', path: 'flowReport' }, { kind: 'wrong_type' });
  const list = (await sandbox.ipweb('/open/dynamic/flowReport?pageSize=1')).json;
  expect(list.data.rows).toMatchObject({ '0': { customerId: 'many', uploadFlow: 'many' } });
});

test('expired_token answers as for a bad token and applies nothing', async () => {
  await sandbox.fault({ provider: 'ipweb', times: 2 }, { kind: 'expired_token' });
  expect((await command('a')).json).toEqual({ code: 200, msg: '无效的认证令牌', data: null });
  expect((await sandbox.ipweb('/open/customer/list')).json.data).toBeNull();
  expect((await command('a')).json.code).toBe(200);
});

test('lag_records hides young effects from the lists until cleared', async () => {
  await sandbox.fault({ provider: 'ipweb', path: 'RechargeFlowList' }, { kind: 'lag_records', minutes: 10 });
  await command('a');
  const first = async () => (await sandbox.ipweb('/open/dynamic/myRechargeFlowList')).json.data.rows[0]?.createTime;
  expect(await first()).not.toBe('2026-03-18 12:00:00');
  await fetch(sandbox.url('/control/faults'), { method: 'DELETE' });
  expect(await first()).toBe('2026-03-18 12:00:00');
});

test('move_total adds a row after the first page', async () => {
  for (const path of ['/open/dynamic/flowReport', '/open/dynamic/myRechargeFlowList', '/open/customer/list']) {
    await sandbox.fault({ provider: 'ipweb', path }, { kind: 'move_total' });
    const total = async () => (await sandbox.ipweb(`${path}?pageNum=1`)).json.data.total;
    const before = await total();
    expect(await total(), path).toBe(before + 1);
    expect(await total(), path).toBe(before + 1);
  }
  await sandbox.fault({ provider: 'ipidea' }, { kind: 'move_total' });
  const orders = async () => (await sandbox.ipidea('isp_order_list')).json.ret_data.total;
  const before = await orders();
  expect(await orders()).toBe(before + 1);
});

test('a fault waits for its nth call and can look into the call', async () => {
  await sandbox.fault({ ...match, nth: 2, contains: 'orderId=x' }, { kind: 'reject' });
  expect((await command('a')).json.code).toBe(200);
  expect((await command('x1')).json.code).toBe(200);
  expect((await command('b')).json.code).toBe(200);
  expect((await command('x2')).json.code).toBe(500);
});

test('faults work on the other two providers', async () => {
  await sandbox.fault({ provider: 'freebit' }, { kind: 'html', status: 503 });
  expect((await sandbox.freebit('authOem/', {})).status).toBe(503);
  await sandbox.fault({ provider: 'ipidea', path: 'isp_ip_open' }, { kind: 'apply_then_drop' });
  const fields = { region: 'hk', duration: 'weekly', num: '1', remark: 'lost' };
  await expect(sandbox.ipidea('isp_ip_open', fields)).rejects.toThrow();
  expect((await sandbox.control('/ledger?provider=ipidea')).json.effects).toMatchObject([{ remark: 'lost' }]);
});

test('the call log says what happened, without the token', async () => {
  await sandbox.fault(match, { kind: 'apply_then_drop' });
  await command('a').catch(() => undefined);
  await command('a');
  const { json, text } = await sandbox.control('/calls?provider=ipweb');
  expect(json.calls).toMatchObject([
    { path: '/api/agent/rechargeTrafficCount', outcome: 'connection closed', fault: 'apply_then_drop', applied: true },
    { fields: { orderId: 'a' }, subject: '88', outcome: 'HTTP 200 code 201', fault: null, applied: false },
  ]);
  expect(text).not.toContain(IPWEB_TOKEN);
});

test('the control API refuses wrong input and browsers', async () => {
  expect((await sandbox.control('/faults', { match: {}, fault: { kind: 'explode' } })).status).toBe(400);
  expect((await sandbox.control('/settings', { ipweb: { duplicateCode: 202 } })).status).toBe(400);
  expect(
    (await sandbox.control('/usage', { customerId: 1, date: '2026-03-01', uploadMb: 1, downloadMb: 1 })).status,
  ).toBe(404);
  const headers = { origin: 'https://evil.example' };
  expect((await fetch(sandbox.url('/control/calls'), { headers })).status).toBe(403);
});
