import { describe, expect, test } from 'vitest';
import { errorOf, rowsOf, type Scripted, type SentCall, TIMED_OUT, target } from '../testing/fake-connection';
import { answer, connect, fieldsOf } from './testing';

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

describe('self-check', () => {
  test.each([
    ['HTTP 404', { status: 404, text: '404 page not found' }],
    ['a refusal', answer([], 1, '0', '接口不存在')],
  ] satisfies [string, Scripted][])('an address without balances is well: %s', async (_name, script) => {
    const { adapter } = connect((call) => (call.url.endsWith('balance_left') ? script : answer([])));
    expect(await adapter.check()).toMatchObject([
      { name: 'flow_order_list', ok: true },
      { name: 'balance_left', ok: true, detail: 'Not offered here.' },
    ]);
  });

  test('reads only and never throws', async () => {
    const { adapter, calls } = connect((call) => (call.url.endsWith('balance_left') ? TIMED_OUT : answer([])));
    expect(await adapter.check()).toMatchObject([
      { name: 'flow_order_list', ok: true },
      { name: 'balance_left', ok: false, errorKind: 'unreachable' },
    ]);
    expect(calls.every((call) => !call.command)).toBe(true);
  });
});
