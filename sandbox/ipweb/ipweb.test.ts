import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDecimal } from '../decimal';
import { TestSandbox } from '../fixture';

const sandbox = new TestSandbox();
const micro = (text: string) => parseDecimal(text, 6) ?? 0n;

beforeAll(() => sandbox.start());
afterAll(() => sandbox.remove());

describe('documented answers', () => {
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

describe('commands', () => {
  const recharge = (query: string) => sandbox.ipweb(`/api/agent/rechargeTrafficCount?${query}`);
  const residual = async (id: string) => {
    const { rows } = (await sandbox.control('/balances')).json;
    return micro(rows.find((row) => row.customerId === id)?.residualMb ?? '0');
  };

  test('1.01 GB adds exactly 1034.24 MB, once', async () => {
    const before = await residual('88');
    expect((await recharge('customerId=88&orderId=123456&trafficCount=1.01')).json).toEqual({
      msg: '充值成功',
      code: 200,
    });
    expect((await recharge('customerId=88&orderId=123456&trafficCount=1.01')).json).toEqual({
      msg: '该订单已处理',
      code: 201,
    });
    expect((await residual('88')) - before).toBe(micro('1034.24'));
    await sandbox.control('/settings', { ipweb: { duplicateCode: 203 } });
    expect((await recharge('customerId=88&orderId=123456&trafficCount=9')).json.code).toBe(203);
    await sandbox.control('/settings', { ipweb: { duplicateCode: 201 } });
  });

  test('another channel’s customer is 204, amounts must be exact and positive', async () => {
    expect((await recharge('customerId=77&orderId=a&trafficCount=1')).json.code).toBe(204);
    for (const amount of ['0', '-1', 'much', '1e3', '0.0000001', '']) {
      expect((await recharge(`customerId=88&orderId=b&trafficCount=${amount}`)).json.code, amount).toBe(500);
    }
    expect((await recharge('customerId=88&trafficCount=1')).json.code).toBe(500);
  });

  test('a deduct is not replay-safe and never goes below zero', async () => {
    const before = await residual('39');
    const deduct = (gb: string) => sandbox.ipweb(`/api/agent/deductionFlow?customerId=39&trafficCount=${gb}`);
    expect((await deduct('1.01')).json).toEqual({ msg: '扣除成功', code: 200 });
    expect((await deduct('1.01')).json).toEqual({ msg: '扣除成功', code: 200 });
    expect(before - (await residual('39'))).toBe(2n * micro('1034.24'));
    expect((await deduct('900000')).json).toEqual({ msg: '客户剩余流量不足，扣除失败', code: 500 });
  });

  test('addUser puts its payload beside the code', async () => {
    const { json } = await sandbox.ipweb('/api/agent/addUser?userName=new@buyer.example');
    expect(json).toMatchObject({ code: 200, customerId: 1391 });
    expect(json.data).toBeUndefined();
    expect((await sandbox.ipweb('/api/agent/addUser?userName=new@buyer.example')).json.code).toBe(201);
    expect((await sandbox.ipweb('/api/agent/addUser?userName=x@other-channel.example')).json.code).toBe(202);
  });

  test('records lag when told to, the balance does not', async () => {
    await sandbox.control('/settings', { ipweb: { recordLagMinutes: 10 } });
    await recharge('customerId=1047&orderId=lagging&trafficCount=3');
    const seen = async () =>
      (await sandbox.ipweb('/open/dynamic/myRechargeFlowList?account=ana.beltran@mirador.example')).json.data.rows[0];
    expect((await seen())?.createTime).not.toBe('2026-03-18 12:00:00');
    sandbox.now = new Date('2026-03-18T04:11:00Z');
    expect(await seen()).toMatchObject({ createTime: '2026-03-18 12:00:00', flowCount: 3072 });
    await sandbox.control('/settings', { ipweb: { recordLagMinutes: 0 } });
  });
});

describe('the demo adds up', () => {
  test('recharged less consumed is what is left, and the lists say the same', async () => {
    const { rows } = (await sandbox.control('/balances')).json;
    const truth = (await sandbox.control('/truth')).json.rows;
    const listed = (await sandbox.ipweb('/open/customer/list?pageSize=100')).json.data.rows;
    const used = new Map<string, bigint>();
    for (const row of truth) {
      const total = micro(row.uploadMb) + micro(row.downloadMb);
      used.set(row.customerId, (used.get(row.customerId) ?? 0n) + total);
    }
    for (const row of rows) {
      expect(used.get(row.customerId) ?? 0n, row.customerId).toBe(micro(row.consumedMb));
      expect(micro(row.rechargedMb) - micro(row.consumedMb), row.customerId).toBe(micro(row.residualMb));
      expect(micro(row.residualMb) >= 0n, row.customerId).toBe(true);
      const line = listed.find((one) => String(one.customerId) === row.customerId);
      expect(line?.residualFlow).toBe(Number(row.residualMb));
    }
    const total = [...used.values()].reduce((sum, one) => sum + one, 0n);
    const pool = (await sandbox.ipweb('/api/agent/getFlowTotalFull')).json.data.account;
    expect(pool.consumeFlow).toBe(Number(total / 10_000n) / 100);
  });

  test('one customer is dry, one runs dry within three days, one has no data', async () => {
    const { rows } = (await sandbox.control('/balances')).json;
    const row = (id: string) => rows.find((one) => one.customerId === id);
    expect(row('1166')?.residualMb).toBe('0');
    expect(row('1369')).toMatchObject({ rechargedMb: '0', consumedMb: '0' });
    const truth = (await sandbox.control('/truth?from=2026-03-11&to=2026-03-17')).json.rows;
    const week = truth.filter((one) => one.customerId === '1138');
    const mean = week.reduce((sum, one) => sum + Number(one.uploadMb) + Number(one.downloadMb), 0) / 7;
    const days = Number(row('1138')?.residualMb) / mean;
    expect(days).toBeGreaterThan(0.5);
    expect(days).toBeLessThan(3);
  });

  test('a customer that ran dry stops, and goes on after a recharge', async () => {
    sandbox.now = new Date('2026-03-25T04:00:00Z');
    const path = '/open/dynamic/flowReport?customerId=1138&startDate=2026-03-24&endDate=2026-03-25';
    expect((await sandbox.ipweb(path)).json.data.total).toBe(0);
    await sandbox.ipweb('/api/agent/rechargeTrafficCount?customerId=1138&orderId=refill&trafficCount=500');
    expect((await sandbox.ipweb(path)).json.data.rows.map((row) => row.reportDate)).toEqual(['2026-03-25']);
    const { rows } = (await sandbox.control('/balances')).json;
    expect(rows.every((row) => micro(row.residualMb) >= 0n)).toBe(true);
  });

  test('the demo names its agents and customers for the app', async () => {
    const { json } = await sandbox.control('/demo');
    expect(json.agents).toHaveLength(6);
    const emails = new Set([...json.agents.map((agent) => agent.email), null]);
    expect(json.customers.every((customer) => emails.has(customer.agent))).toBe(true);
    expect(json.customers[0]).toEqual({
      externalId: '39',
      name: 'Mercer Price Watch',
      email: 'ops@mercerwatch.example',
      agent: 'agents@northlane.example',
    });
  });
});

describe('scripted worlds', () => {
  test('3,000 customers by 60 days page to exactly what the truth says', async () => {
    await sandbox.control('/seed', { customers: 3000, days: 60, seed: 7 });
    const truth = (await sandbox.control('/truth')).json.rows;
    expect(truth).toHaveLength(180_000);
    const seen = new Map<string, string>();
    for (let page = 1; page <= 90; page += 1) {
      const { data } = (await sandbox.ipweb(`/open/dynamic/flowReport?pageSize=2000&pageNum=${page}`)).json;
      expect(data.total).toBe(180_000);
      for (const row of data.rows)
        seen.set(`${row.customerId} ${row.reportDate}`, `${row.uploadFlow} ${row.downloadFlow}`);
    }
    expect(seen.size).toBe(180_000);
    const wrong = truth.filter(
      (row) => seen.get(`${row.customerId} ${row.date}`) !== `${Number(row.uploadMb)} ${Number(row.downloadMb)}`,
    );
    expect(wrong).toEqual([]);
  });

  test('one day can be overridden or taken away', async () => {
    const path = '/open/dynamic/flowReport?customerId=100001&startDate=2026-03-20&endDate=2026-03-21';
    await sandbox.control('/usage', {
      customerId: '100001',
      date: '2026-03-20',
      uploadMb: '596.9',
      downloadMb: '57500.89',
    });
    await sandbox.control('/usage', { customerId: 100001, date: '2026-03-21', uploadMb: null, downloadMb: null });
    const { text } = await sandbox.ipweb(path);
    expect(text).toContain('"uploadFlow":596.9,"downloadFlow":57500.89');
    expect(JSON.parse(text).data.total).toBe(1);
  });
});
