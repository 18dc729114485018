import { describe, expect, test } from 'vitest';
import type { RecordKind } from '../port';
import { errorOf, fakeSecrets, rowsOf, type Scripted, type SentCall, target } from '../testing/fake-connection';
import { answer, connect, fieldsOf, sample } from './testing';

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

  test.each(['0', '"0"'])(
    'an unpaid order (%s) is no record, also where the list does not heed the filter',
    async (status) => {
      const { read } = records('flow', () =>
        sample('flow-order-list')
          .replace('"total": 2', '"total": 1')
          .replace(/"pay_status": *1/, `"pay_status": ${status}`),
      );
      expect(await read()).toEqual([]);
    },
  );

  test('a balance of any size is only kept', async () => {
    const { read } = records('flow', () =>
      sample('flow-order-list').replace('"total": 2', '"total": 1').replace('31950000000', '9007199254740993'),
    );
    const [row] = await read();
    expect(row?.amount).toBe(30_000_000_000n);
    expect(row?.raw).toMatchObject({ new_balance: '9007199254740993' });
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
