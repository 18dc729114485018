import { describe, expect, test } from 'vitest';
import { FormData } from '@/lib/infra/http';
import type { ConnectionSettings, IpDuration, RecordKind } from '../port';
import {
  errorOf,
  fakeConnection,
  fakeSecrets,
  fixture,
  NOT_CONNECTED,
  rowsOf,
  type Scripted,
  type SentCall,
  TIMED_OUT,
  target,
} from '../testing/fake-connection';
import { createIpideaAdapter } from './provider';

function connect(answer: (call: SentCall, index: number) => Scripted, settings: Partial<ConnectionSettings> = {}) {
  const connection = fakeConnection('ipidea', answer, { settings });
  return { ...connection, adapter: createIpideaAdapter(connection.input) };
}

function fieldsOf(call: SentCall | undefined): Record<string, unknown> {
  if (!(call?.body instanceof FormData)) throw new Error('expected a form');
  return Object.fromEntries(call.body.entries());
}

/** The sample as the provider sends it: the `//` notes of the documents are not part of an answer. */
function sample(name: string): string {
  return fixture('ipidea', name).replace(/ \/\/ .*$/gm, '');
}

const answer = (retData: unknown, ret: unknown = 0, code: unknown = '1', msg = 'success') =>
  JSON.stringify({ ret, code, msg, ret_data: retData, timestamp: 1653375560 });
const [uid = '', appkey = ''] = fakeSecrets('ipidea');

describe('order lists', () => {
  const may = { from: '2022-05-01', to: '2022-05-31' };

  function records(kind: RecordKind, script: (call: SentCall, index: number) => Scripted, window = may) {
    const { adapter, calls } = connect(script);
    return { read: () => rowsOf(adapter.records?.read(kind, window) ?? expect.fail()), calls };
  }
  /** The sample states two orders and shows one. */
  const flow = sample('flow-order-list').replace('"total": 2', '"total": 1');

  test('a flow order keeps its traffic in M, its money in CNY and all columns', async () => {
    const { read, calls } = records('flow', () => flow);
    const [row] = await read();
    expect(row).toMatchObject({
      kind: 'flow',
      identity: '2205211052185894',
      externalOrderId: '2205211052185894',
      amount: 30_000_000_000n,
      asset: 'IPIDEA_MB',
      money: { minor: 1n, currency: 'CNY' },
      reference: null,
      operator: null,
      at: new Date(1653101538 * 1000),
      description: '全球HTTP-ipidea_wwwww-30000M流量-0.01元',
    });
    expect(row?.raw).toMatchObject({
      recharge_id: 4055,
      new_balance: 31_950_000_000,
      exec_data: '{"TYPE":"CHARGE","EXEC_DATA":{"VALUE":0.01},"MD5":"029b4c75432e13c3849d4840fad46ebd"}',
      pool_type: 0,
      mark: null,
    });
    expect(row?.raw).not.toHaveProperty('uid');
    expect(target(calls[0]).pathname).toBe('/api/open/flow_order_list');
    expect(calls[0]).toMatchObject({ method: 'POST', command: false });
    expect(fieldsOf(calls[0])).toEqual({
      uid,
      appkey,
      start_time: '2022-4-30',
      end_time: '2022-6-1',
      pay_status: '1',
      page: '1',
      limit: '100',
    });
  });

  test.each([
    ['isp', 'isp_order_list', 'isp-order-list'],
    ['datacenter', 'datacenter_order_list', 'datacenter-order-list'],
    ['mobile_flow', 'mobile_flow_order_list', 'mobile-flow-order-list'],
  ] satisfies [RecordKind, string, string][])('%s records come from %s', async (kind, path, name) => {
    const { read, calls } = records(kind, () => sample(name).replace('"total": 2', '"total": 1'));
    expect(await read()).toHaveLength(kind === 'mobile_flow' ? 1 : 0);
    expect(target(calls[0]).pathname).toBe(`/api/open/${path}`);
  });

  test('an empty list may be [] altogether', async () => {
    expect(await records('isp', () => answer([])).read()).toEqual([]);
  });

  test('an order of ISP IPs needs no traffic, and gives our remark back where it does', async () => {
    const row = { order_id: '2309200344533229', created_at: 1653101538, mark: 'gtref1', money: 12.5, coin: 0 };
    const { read } = records('isp', () => answer({ total: '1', data: [row] }));
    expect(await read()).toMatchObject([
      { reference: 'gtref1', amount: null, asset: null, money: { minor: 1250n, currency: 'CNY' } },
    ]);
    const withoutOrder = { ...row, order_id: '', recharge_id: 4055 };
    const other = records('isp', () => answer({ total: 1, data: [withoutOrder] }));
    expect(await other.read()).toMatchObject([{ identity: 'recharge-4055', externalOrderId: null }]);
  });

  test('an order belongs to the day on which it was made in the provider zone', async () => {
    const at = (text: string) => Date.parse(text) / 1000;
    const row = (id: string, created: number) => ({ order_id: id, created_at: String(created) });
    const rows = [
      row('a', at('2022-04-30T15:59:59Z')),
      row('b', at('2022-04-30T16:00:00Z')),
      row('c', at('2022-05-31T15:59:59Z')),
      row('d', at('2022-05-31T16:00:00Z')),
    ];
    const { read } = records('isp', () => answer({ total: 4, data: rows }));
    expect((await read()).map((record) => record.identity)).toEqual(['b', 'c']);
  });

  test('reads all pages whatever their size, drops repeats and starts over when the total moved', async () => {
    const row = (id: number) => ({ order_id: `o${id}`, created_at: '1653101538' });
    const page = (ids: number[], total: number) => answer({ total, per_page: '15', data: ids.map(row) });
    const script = [page([1, 2], 4), page([2, 3], 4), page([4], 5), page([0, 1], 5), page([2, 3], 5), page([4], 5)];
    const { read, calls } = records('isp', (_call, index) => script[index] ?? '');
    expect([...new Set((await read()).map((record) => record.identity))].sort()).toEqual([
      'o0',
      'o1',
      'o2',
      'o3',
      'o4',
    ]);
    expect(calls.map((call) => fieldsOf(call).page)).toEqual(['1', '2', '3', '1', '2', '3']);
  });

  test('the sample that shows fewer rows than it states is not believed', async () => {
    expect(await errorOf(records('flow', () => sample('flow-order-list')).read())).toMatchObject({
      field: 'ret_data.total',
    });
  });

  const broken = (from: string, to: string) => flow.replace(from, to);
  test.each([
    ['no time', broken('"created_at"', '"created"'), 'ret_data.data[0].created_at'],
    ['a time in words', broken('"1653101538"', '"yesterday"'), 'ret_data.data[0].created_at'],
    ['a time in milliseconds', broken('"1653101538"', '"1653101538000"'), 'ret_data.data[0].created_at'],
    ['traffic in words', broken('"coin": 30000', '"coin": "many"'), 'ret_data.data[0].coin'],
    ['endless traffic', broken('"coin": 30000', '"coin": 1e40'), 'ret_data.data[0].coin'],
    ['money finer than a cent', broken('"0.01"', '"0.001"'), 'ret_data.data[0].money'],
    ['no id at all', broken('"order_id"', '"o"').replace('"recharge_id"', '"r"'), 'ret_data.data[0].order_id'],
    ['an id that is a list', broken('"2205211052185894"', '["2205211052185894"]'), 'ret_data.data[0].order_id'],
    ['a total in words', broken('"total": 1', '"total": "one"'), 'ret_data.total'],
    ['no envelope', '{"data":[]}', 'ret'],
  ])('%s is an error that names the field', async (_name, text, field) => {
    expect(await errorOf(records('flow', () => text).read())).toMatchObject({ kind: 'malformed', field });
  });

  test('a kind that it does not have is refused', async () => {
    expect(await errorOf(records('recharge', () => flow).read())).toMatchObject({ kind: 'refused' });
  });
});

describe('balances and usage of the account', () => {
  test('both balances are M', async () => {
    const { adapter, calls } = connect((call) =>
      answer(call.url.endsWith('flow_left') ? { flow_left: '31950.5' } : { balance_left: 31950 }),
    );
    expect(await adapter.balances?.read()).toEqual([
      { pool: 'balance_left', recharged: null, consumed: null, residual: 31_950_000_000n },
      { pool: 'flow_left', recharged: null, consumed: null, residual: 31_950_500_000n },
    ]);
    expect(calls.map((call) => target(call).pathname)).toEqual(['/api/open/balance_left', '/api/open/flow_left']);
  });

  test('what is not answered is left out, and only then an error', async () => {
    const refused = answer([], 1, '-1', '接口不存在');
    const one = connect((call) => (call.url.endsWith('flow_left') ? refused : answer({ balance_left: 7 })));
    expect(await one.adapter.balances?.read()).toMatchObject([{ pool: 'balance_left' }]);
    expect(await errorOf(connect(() => refused).adapter.balances?.read())).toMatchObject({
      kind: 'refused',
      providerCode: '1/-1',
    });
    const lost = connect((call) => (call.url.endsWith('flow_left') ? TIMED_OUT : answer({ balance_left: 7 })));
    expect((await errorOf(lost.adapter.balances?.read())).kind).toBe('unreachable');
  });

  const day = { from: '2022-05-31', to: '2022-05-31' };
  function usage(script: (call: SentCall) => Scripted, window = day) {
    const { adapter, calls } = connect(script);
    if (adapter.usage?.mode !== 'pool') throw new Error('IPIDEA has usage of the pool');
    expect(adapter.usage.optional).toBe(true);
    return { rows: adapter.usage.read(window), calls };
  }
  const use = (fields: object) => answer([{ balance: 100, day: 1653998400, total_use_flow: 0, ...fields }]);

  test('usage is bytes of the whole account on the day in its zone', async () => {
    const { rows, calls } = usage(() => use({ total_use_flow: '123456789' }));
    expect(await rows).toEqual([
      {
        externalId: 'account',
        externalName: null,
        day: '2022-05-31',
        upload: null,
        download: null,
        total: 123_456_789n,
      },
    ]);
    expect(target(calls[0]).pathname).toBe('/api/open/balance_use_record');
    expect(fieldsOf(calls[0])).toMatchObject({ start_time: '1653926400', end_time: '1654012799' });
  });

  test('no usage is no rows, not zeros', async () => {
    expect(await usage(() => answer([])).rows).toEqual([]);
  });

  test.each([
    ['a day that was not asked for', use({ day: 1653321600 }), 'ret_data[0].day'],
    ['a broken byte', use({ total_use_flow: 1.5 }), 'ret_data[0].total_use_flow'],
    ['negative usage', use({ total_use_flow: -1 }), 'ret_data[0].total_use_flow'],
    ['no usage field', answer([{ day: 1653998400 }]), 'ret_data[0].total_use_flow'],
    ['an object', answer({ total_use_flow: 1 }), 'ret_data'],
    ['nothing', answer(undefined), 'ret_data'],
  ])('%s is an error', async (_name, text, field) => {
    expect(await errorOf(usage(() => text).rows)).toMatchObject({ kind: 'malformed', field });
  });

  test.each([
    ['a wrong key', answer([], 1, '-1', 'appkey错误'), 'unauthorized'],
    ['another refusal', answer([], 1, '-1', '系统繁忙'), 'refused'],
    ['code 0', answer([{}], 0, 0), 'refused'],
    ['HTTP 500 around success', { status: 500, text: use({}) }, 'unreachable'],
    ['a seizure notice', '<html>This domain has been seized</html>', 'malformed'],
  ] satisfies [string, Scripted, string][])('%s is an error of its kind', async (_name, script, kind) => {
    const error = await errorOf(usage(() => script).rows);
    expect(error.kind).toBe(kind);
  });

  test('the account is its one upstream account', async () => {
    const { adapter, calls } = connect(() => expect.fail());
    expect(await rowsOf(adapter.accounts?.read(null) ?? expect.fail())).toMatchObject([
      { externalId: 'account', kind: 'pool' },
    ]);
    expect(calls).toEqual([]);
  });
});

describe('IP orders', () => {
  const open = { region: 'hk', quantity: 2, poolTag: '1', remark: 'gtref1 测试' };
  const ips = ['156.237.6.97', '156.237.6.98'];
  const opened = sample('isp-ip-open');

  function send(script: Scripted, settings: Partial<ConnectionSettings> = {}) {
    const { adapter, calls } = connect(() => script, settings);
    return { calls, outcome: adapter.ipOpen?.send({ product: 'isp', duration: 'week', ...open }) };
  }

  test('opening ISP IPs', async () => {
    const { outcome, calls } = send(opened);
    expect(await outcome).toMatchObject({
      outcome: 'accepted',
      providerOrderId: '2309200344533229',
      providerCode: '0/1',
      message: '添加成功!',
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      command: true,
      method: 'POST',
      url: 'https://api.ipidea.test/api/open/isp_ip_open',
    });
    expect(fieldsOf(calls[0])).toEqual({
      uid,
      appkey,
      region: 'hk',
      duration: 'weekly',
      num: '2',
      remark: 'gtref1 测试',
      pool_tag: '渠道一',
    });
  });

  test.each([
    ['isp', 'week', 'weekly'],
    ['isp', 'month', 'monthly'],
    ['isp', 'quarter', 'quarterly'],
    ['static', 'week', 'week'],
    ['static', 'month', 'month'],
    ['static', 'quarter', 'season'],
  ] satisfies ['isp' | 'static', IpDuration, string][])('%s for a %s is called %s', async (product, duration, word) => {
    const { adapter, calls } = connect(() => opened);
    await adapter.ipOpen?.send({ product, duration, ...open, poolTag: null });
    await adapter.ipRenew?.send({ product, duration, ips, remark: 'gtref2' });
    expect(calls.map((call) => target(call).pathname)).toEqual([
      `/api/open/${product}_ip_open`,
      `/api/open/${product}_ip_renew`,
    ]);
    expect(calls.map((call) => fieldsOf(call).duration)).toEqual([word, word]);
    expect(fieldsOf(calls[0])).not.toHaveProperty('pool_tag');
    expect(fieldsOf(calls[1])).toMatchObject({ renew_ip_list: '156.237.6.97,156.237.6.98', remark: 'gtref2' });
  });

  test('a pool tag is one of five channels or the provider’s own text, a remark is bounded', async () => {
    const { adapter, calls } = connect(() => opened);
    for (const poolTag of ['5', '渠道九']) {
      await adapter.ipOpen?.send({
        product: 'isp',
        duration: 'week',
        ...open,
        poolTag,
        remark: `gtref ${'长'.repeat(500)}`,
      });
    }
    expect(calls.map((call) => fieldsOf(call).pool_tag)).toEqual(['渠道五', '渠道九']);
    expect(String(fieldsOf(calls[0]).remark)).toHaveLength(200);
    expect(fieldsOf(calls[0]).remark).toMatch(/^gtref 长/);
  });

  test('credentials go into the query where the setting says so', async () => {
    const { outcome, calls } = send(opened, { credentialsIn: 'query' });
    expect((await outcome)?.request).not.toContain(appkey);
    expect(Object.fromEntries(target(calls[0]).searchParams)).toEqual({ uid, appkey });
    expect(fieldsOf(calls[0])).not.toHaveProperty('appkey');
  });

  test.each([
    ['numbers', answer({ order_id: '1' }, 0, 1)],
    ['strings', answer({ order_id: '1' }, '0', '1')],
  ])('success may be %s', async (_name, text) => {
    expect(await send(text).outcome).toMatchObject({ outcome: 'accepted', providerOrderId: '1' });
  });

  test('a refusal in plain words is a rejection', async () => {
    expect(await send(answer([], 1, '-1', '余额不足')).outcome).toMatchObject({
      outcome: 'rejected',
      message: '余额不足',
      unauthorized: false,
    });
    expect(await send(answer([], 1, '-1', 'appkey错误')).outcome).toMatchObject({
      outcome: 'rejected',
      unauthorized: true,
    });
  });

  test.each([
    ['success without an order', answer([])],
    ['success with an order that is a number', answer({ order_id: 2309200344533229 })],
    ['success with an empty order', answer({ order_id: '' })],
    ['failure with an order', answer({ order_id: '1' }, 1, '-1', '失败')],
    ['failure without words', answer([], 1, '-1', '')],
    ['no ret', JSON.stringify({ code: '1', msg: '添加成功!', ret_data: { order_id: '1' } })],
    ['no code', JSON.stringify({ ret: 0, msg: '添加成功!', ret_data: { order_id: '1' } })],
    ['no msg', JSON.stringify({ ret: 1, code: '-1', ret_data: [] })],
    ['an answer that says two things', opened.replace('{', '{"ret":1,')],
    ['truncated JSON', opened.slice(0, -3)],
    ['two answers in one', opened.repeat(2)],
    ['a seizure notice', '<html>seized</html>'],
    ['nothing', ''],
    ['HTTP 500 around success', { status: 500, text: opened }],
    ['HTTP 500 around a refusal', { status: 500, text: answer([], 1, '-1', '余额不足') }],
    ['a time-out', TIMED_OUT],
    ['a fault of its own system', answer(null, -1, '500', '系统繁忙，请稍后再试')],
    ['an internal error', answer([], 1, '0', 'Internal Server Error')],
  ] satisfies [string, Scripted][])('%s leaves the outcome unknown', async (_name, script) => {
    const { outcome, calls } = send(script);
    expect(await outcome).toMatchObject({ outcome: 'unknown', sent: true, providerOrderId: null });
    expect(calls).toHaveLength(1);
  });

  test('says when nothing left this machine', async () => {
    expect(await send(NOT_CONNECTED).outcome).toMatchObject({ outcome: 'unknown', sent: false });
  });

  test('records the call without credentials', async () => {
    const { request, response } = (await send(answer([], 1, '-1', `bad ${uid} ${appkey}`)).outcome) ?? expect.fail();
    expect(request).toContain('"region":"hk"');
    for (const secret of [uid, appkey]) expect(`${request}${response}`).not.toContain(secret);
  });
});

describe('self-check', () => {
  test('reads only and never throws', async () => {
    const { adapter, calls } = connect((call) => (call.url.endsWith('balance_left') ? TIMED_OUT : answer([])));
    expect(await adapter.check()).toMatchObject([
      { name: 'flow_order_list', ok: true },
      { name: 'balance_left', ok: false, errorKind: 'unreachable' },
    ]);
    expect(calls.every((call) => !call.command)).toBe(true);
  });
});
