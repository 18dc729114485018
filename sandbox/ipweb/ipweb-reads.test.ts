import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SandboxFixture } from '../fixture';

const sandbox = new SandboxFixture();

beforeAll(() => sandbox.start());
afterAll(() => sandbox.remove());

describe('IPWeb answers as documented', () => {
  test('a bad token is code 200 without data', async () => {
    for (const path of ['/open/dynamic/flowReport', '/api/agent/getFlowTotalFull', '/api/agent/rechargeTrafficCount']) {
      const response = await fetch(sandbox.url(`/ipweb${path}`), { headers: { Token: 'wrong' } });
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ code: 200, msg: '无效的认证令牌', data: null });
    }
  });

  test('flowReport nests its envelope, newest day first, today included', async () => {
    const { json } = await sandbox.ipweb(
      '/open/dynamic/flowReport?customerId=39&pageSize=10&pageNum=1&startDate=2026-03-01&endDate=2026-03-18',
    );
    expect(json).toMatchObject({
      code: 200,
      msg: '操作成功',
      data: { total: 18, code: 200, msg: '查询成功', other: null },
    });
    expect(json.data.rows).toHaveLength(10);
    expect(json.data.rows[0]).toMatchObject({ reportDate: '2026-03-18', customerId: 39 });
    expect(json.data.rows[9]?.reportDate).toBe('2026-03-09');
    expect(Object.keys(json.data.rows[0] ?? {})).toEqual([
      'reportDate',
      'customerId',
      'userName',
      'uploadFlow',
      'downloadFlow',
    ]);
  });

  test('flowReport: default page 100, at most 2000', async () => {
    expect((await sandbox.ipweb('/open/dynamic/flowReport')).json.data.rows).toHaveLength(100);
    expect((await sandbox.ipweb('/open/dynamic/flowReport?pageSize=5000')).json.data.rows).toHaveLength(2000);
  });

  test('the running day grows and settles', async () => {
    const path = '/open/dynamic/flowReport?customerId=39&startDate=2026-03-18&endDate=2026-03-18';
    const noon = (await sandbox.ipweb(path)).json.data.rows[0]?.downloadFlow;
    sandbox.now = new Date('2026-03-18T10:00:00Z');
    const evening = (await sandbox.ipweb(path)).json.data.rows[0]?.downloadFlow;
    expect(evening).toBeGreaterThan(noon ?? Number.POSITIVE_INFINITY);
    sandbox.now = new Date('2026-03-18T04:00:00Z');
  });

  test('getFlowTotalFull carries the key with the trailing space and mixes integers with decimals', async () => {
    const { text, json } = await sandbox.ipweb('/api/agent/getFlowTotalFull');
    expect(text).toMatch(
      /"account2":\{"consumeFlow":[\d.]+,"residualFlow ":[\d.]+,"flowCount":15728640,"residualFlow":/,
    );
    for (const pool of [json.data.account, json.data.account2]) expect(pool['residualFlow ']).toBe(pool.residualFlow);
  });

  test('the two consumption details are lists by day, oldest first', async () => {
    const range = '?startDate=2026-03-10&endDate=2026-03-11';
    const { json } = await sandbox.ipweb(`/api/agent/getFlowConsumeDetail${range}`);
    expect(json.data.map((row) => row.date)).toEqual(['2026-03-10', '2026-03-11']);
    expect(Object.keys(json.data[0] ?? {})).toEqual(['date', 'downloadFlow', 'uploadFlow']);
    const nni = (await sandbox.ipweb(`/api/agent/getNNIFlowConsumeDetail${range}`)).json;
    expect(nni.data.map((row) => Object.keys(row))).toEqual([
      ['date', 'flow'],
      ['date', 'flow'],
    ]);
  });

  test('rechargeFlowListForMe and the customer list answer in the nested envelope', async () => {
    const me = (await sandbox.ipweb('/open/dynamic/rechargeFlowListForMe')).json;
    expect(me.data).toMatchObject({ total: 14, code: 200, msg: '查询成功' });
    expect(me.data.rows[0]).toMatchObject({ typeDesc: '充值', createBy: 'vendor@ipweb.example' });
    const list = (await sandbox.ipweb('/open/customer/list')).json;
    expect(list.data.total).toBe(40);
    expect(list.data.rows).toHaveLength(10);
  });

  test('the type filter leaks deductions into type 0 unless it is told not to', async () => {
    const path = '/open/dynamic/myRechargeFlowList?pageSize=1000';
    const leaky = (await sandbox.ipweb(`${path}&type=0`)).json.data.rows.filter((row) => row.flowCount < 0);
    expect(leaky.length).toBeGreaterThan(0);
    expect(leaky.every((row) => row.typeDesc === '消耗')).toBe(true);
    const spent = (await sandbox.ipweb(`${path}&type=1`)).json.data.rows;
    expect(spent.every((row) => row.flowCount < 0)).toBe(true);
    expect(spent.length).toBeGreaterThan(leaky.length);
    await sandbox.control('/settings', { ipweb: { typeFilter: 'strict' } });
    const strict = (await sandbox.ipweb(`${path}&type=0`)).json.data.rows;
    expect(strict.some((row) => row.flowCount < 0)).toBe(false);
    await sandbox.control('/settings', { ipweb: { typeFilter: 'leaky' } });
  });

  test('identical record lines exist', async () => {
    const { rows } = (await sandbox.ipweb('/open/dynamic/myRechargeFlowList?pageSize=1000')).json.data;
    const lines = rows.map((row) => JSON.stringify(row));
    expect(new Set(lines).size).toBeLessThan(lines.length);
  });

  test('wrong parameters and methods are code 500 in plain words', async () => {
    for (const path of ['/open/dynamic/flowReport?startDate=1.1.2026', '/open/dynamic/flowReport?pageNum=0']) {
      expect((await sandbox.ipweb(path)).json.code).toBe(500);
    }
    expect((await sandbox.ipweb('/open/nothing')).status).toBe(404);
  });
});
