import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { IPIDEA_APPKEY, IPIDEA_UID } from '../credentials';
import { NOON, SandboxFixture } from '../fixture';

const sandbox = new SandboxFixture();

beforeAll(() => sandbox.start());
afterAll(() => sandbox.remove());
beforeEach(async () => {
  sandbox.now = NOON;
  await sandbox.control('/reset', {});
});

describe('credentials', () => {
  test('in form or query; a wrong one fails inside HTTP 200', async () => {
    const credentials = new URLSearchParams({ uid: IPIDEA_UID, appkey: IPIDEA_APPKEY });
    const path = '/ipidea/api/open/balance_left';
    const byQuery = await fetch(sandbox.url(`${path}?${credentials}`), { method: 'POST' });
    expect(await byQuery.json()).toMatchObject({ ret: 0, code: '1' });
    const byForm = await fetch(sandbox.url(path), { method: 'POST', body: credentials });
    expect(await byForm.json()).toMatchObject({ ret: 0, code: '1' });
    const wrong = await sandbox.ipidea('balance_left', { appkey: 'no' });
    expect(wrong).toMatchObject({ status: 200, json: { ret: 1, code: '-1', msg: 'appkey错误', ret_data: [] } });
    const { text } = await sandbox.control('/calls?provider=ipidea');
    expect(text).not.toContain(IPIDEA_APPKEY);
  });
});

describe('order lists', () => {
  test('flow orders as in the seed: strings and numbers mixed, balances that add up in bytes', async () => {
    const { json } = await sandbox.ipidea('flow_order_list', { page: '1', limit: '15', pay_status: '1' });
    expect(json.ret_data).toMatchObject({ total: 28, per_page: '15', current_page: 1, last_page: 2 });
    expect(json.ret_data.data).toHaveLength(15);
    for (const row of json.ret_data.data) {
      expect(row.new_balance - row.old_balance).toBe(row.coin * 1_000_000);
      expect(row).toMatchObject({ pay_status: 1, check_status: '0', coupon_money: '0' });
      expect(typeof row.money).toBe('string');
      expect(typeof row.created_at).toBe('string');
      expect(typeof row.pay_time).toBe('number');
    }
    expect((await sandbox.ipidea('flow_order_list')).json.ret_data.total).toBe(30);
    expect((await sandbox.ipidea('mobile_flow_order_list')).json.ret_data.total).toBe(6);
  });

  test('an empty range is a page without rows', async () => {
    const { json } = await sandbox.ipidea('isp_order_list', { start_time: '2022-5-1', end_time: '2022-5-31' });
    expect(json.ret_data).toEqual({ total: 0, per_page: '15', current_page: 1, last_page: 0, data: [] });
  });

  test('some addresses are about to expire', async () => {
    const { data } = (await sandbox.ipidea('isp_order_list')).json.ret_data;
    const left = data.map((row) => (Number(row.expire_time) * 1000 - NOON.getTime()) / 86_400_000);
    expect(left.some((days) => days > 0 && days < 3)).toBe(true);
    expect(data[0]?.ip_list).toMatch(/^156\.237\.\d+\.\d+(,156\.237\.\d+\.\d+)*$/);
  });
});

describe('opening and renewing', () => {
  test('an opening appears in its list with our remark, and twice is two', async () => {
    const fields = { region: 'hk', duration: 'weekly', num: '1', remark: '测试 ref-1', pool_tag: '渠道一' };
    const before = (await sandbox.ipidea('balance_left')).json.ret_data.balance_left;
    const first = (await sandbox.ipidea('isp_ip_open', fields)).json;
    expect(first).toMatchObject({ ret: 0, code: '1', msg: '添加成功!' });
    expect(first.ret_data.order_id).toMatch(/^\d{16}$/);
    const second = (await sandbox.ipidea('isp_ip_open', fields)).json;
    expect(second.ret_data.order_id).not.toBe(first.ret_data.order_id);
    const { data } = (await sandbox.ipidea('isp_order_list', { order_id: first.ret_data.order_id })).json.ret_data;
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      mark: '测试 ref-1',
      region: 'hk',
      num: '1',
      order_kind: 'open',
      pool_tag: '渠道一',
    });
    expect((await sandbox.ipidea('balance_left')).json.ret_data.balance_left).toBe(before - 1800);
    const { effects } = (await sandbox.control('/ledger?provider=ipidea')).json;
    expect(effects.map((effect) => effect.remark)).toEqual(['测试 ref-1', '测试 ref-1']);
  });

  test('each product has its own words for a duration', async () => {
    const open = async (product: string, duration: string) =>
      (await sandbox.ipidea(`${product}_ip_open`, { region: 'hk', duration, num: '1' })).json.ret;
    for (const word of ['weekly', 'monthly', 'quarterly']) {
      expect([await open('isp', word), await open('static', word)], word).toEqual([0, 1]);
    }
    for (const word of ['week', 'month', 'season']) {
      expect([await open('isp', word), await open('static', word)], word).toEqual([1, 0]);
    }
  });

  test('the documented renewals work, and only for own addresses', async () => {
    const renew_ip_list = '156.237.6.97,156.237.6.98';
    for (const [name, duration, list] of [
      ['isp_ip_renew', 'weekly', 'isp_order_list'],
      ['static_ip_renew', 'week', 'datacenter_order_list'],
    ] as const) {
      const { json } = await sandbox.ipidea(name, { renew_ip_list, duration, remark: '测试' });
      expect(json).toMatchObject({ ret: 0, code: '1', msg: '添加成功!' });
      const { data } = (await sandbox.ipidea(list, { order_id: json.ret_data.order_id })).json.ret_data;
      expect(data[0]).toMatchObject({ ip_list: renew_ip_list, order_kind: 'renew', mark: '测试' });
    }
    const foreign = await sandbox.ipidea('isp_ip_renew', { renew_ip_list: '10.0.0.1', duration: 'weekly' });
    expect(foreign.json).toMatchObject({ ret: 1, code: '-1', ret_data: [] });
  });

  test('a list shows an order only after the record lag', async () => {
    await sandbox.control('/settings', { ipidea: { recordLagMinutes: 10 } });
    const fields = { region: 'us', duration: 'week', num: '2', remark: 'late' };
    const { order_id } = (await sandbox.ipidea('static_ip_open', fields)).json.ret_data;
    const total = async () => (await sandbox.ipidea('datacenter_order_list', { order_id })).json.ret_data.total;
    expect(await total()).toBe(0);
    sandbox.now = new Date(NOON.getTime() + 11 * 60_000);
    expect(await total()).toBe(1);
  });

  test('refuses wrong fields without an effect', async () => {
    const good = { region: 'hk', duration: 'weekly', num: '1' };
    const changes: Record<string, string>[] = [
      { num: '0' },
      { num: '501' },
      { region: '' },
      { pool_tag: '渠道九' },
      { region: 'zz' },
    ];
    for (const change of changes) {
      expect((await sandbox.ipidea('isp_ip_open', { ...good, ...change })).json.ret, JSON.stringify(change)).toBe(1);
    }
    expect((await sandbox.control('/ledger?provider=ipidea')).json.effects).toEqual([]);
  });
});

describe('balance and use', () => {
  test('balance_left is a number, flow_left a string', async () => {
    expect(typeof (await sandbox.ipidea('balance_left')).json.ret_data.balance_left).toBe('number');
    expect((await sandbox.ipidea('flow_left')).json.ret_data.flow_left).toMatch(/^\d+$/);
  });

  test('balance_use_record takes unix seconds and gives bytes by day', async () => {
    const start = Date.parse('2026-03-10T00:00:00+08:00') / 1000;
    const range = { start_time: String(start), end_time: String(start + 2 * 86_400 - 1) };
    const { ret_data } = (await sandbox.ipidea('balance_use_record', range)).json;
    expect(ret_data.map((row) => row.day)).toEqual([start, start + 86_400]);
    const truth = (await sandbox.control('/truth?provider=ipidea&from=2026-03-10&to=2026-03-11')).json.rows;
    expect(ret_data.map((row) => String(row.isp_flow_use))).toEqual(truth.map((row) => row.ispBytes));
    const nothing = { start_time: '1000000000', end_time: '1000086400' };
    expect((await sandbox.ipidea('balance_use_record', nothing)).json.ret_data).toEqual([]);
  });
});
