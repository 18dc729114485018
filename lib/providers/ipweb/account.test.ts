import { describe, expect, test } from 'vitest';
import { errorOf, fixture, pagesOf, rowsOf, TIMED_OUT, target } from '../testing/fake-connection';
import { connect, report } from './testing';

describe('customers', () => {
  test('are listed in MB, and a residual may be below zero', async () => {
    const { adapter, calls } = connect(() => fixture('ipweb', 'customer-list'));
    expect(await rowsOf(adapter.accounts?.read(null) ?? expect.fail())).toEqual([
      {
        externalId: '39',
        externalName: 'xxxx@gmaill.com',
        kind: 'customer',
        residual: 511_942_000_500_000n,
        recharged: 512_000_000_000_000n,
        restricted: false,
      },
      expect.objectContaining({ externalId: '88', residual: -500_000n, recharged: 1_034_240_000n }),
    ]);
    expect(target(calls[0]).pathname).toBe('/prod-api/open/customer/list');
  });

  test('a residual is read by the name we know, and by the id alone when the name has changed', async () => {
    const { adapter, calls } = connect(() => fixture('ipweb', 'customer-list'));
    expect(await adapter.residual?.read('88', 'second@example.com')).toBe(-500_000n);
    expect(target(calls[0]).searchParams.get('userName')).toBe('second@example.com');
    const renamed = connect((call) =>
      target(call).searchParams.has('userName')
        ? '{"code":200,"msg":"","data":{"total":0,"rows":[]}}'
        : fixture('ipweb', 'customer-list'),
    );
    expect(await renamed.adapter.residual?.read('88', 'old@example.com')).toBe(-500_000n);
    expect(renamed.calls).toHaveLength(2);
    expect(await renamed.adapter.residual?.read('404', null)).toBeNull();
  });

  test('a host without the list has no accounts to tell and no residual; its self-test says where accounts come from', async () => {
    for (const answer of [
      { status: 404, text: 'Not Found' },
      { status: 200, text: '{"code":404,"msg":"no such path"}' },
    ]) {
      const { adapter } = connect((call) =>
        target(call).pathname.endsWith('/customer/list') ? answer : fixture('ipweb', 'flow-report'),
      );
      expect(await pagesOf(adapter.accounts?.read(null) ?? (async function* () {})())).toEqual([]);
      expect(await adapter.residual?.read('88', null)).toBeNull();
      const [list] = await adapter.check();
      expect(list).toMatchObject({ ok: true, detail: 'Not offered here: accounts come from usage.' });
    }
  });
});

describe('our own account', () => {
  test('balances prefer the clean key over the one with a trailing space', async () => {
    const seed = fixture('ipweb', 'flow-total-full');
    const { adapter, calls } = connect(() => seed, { agentBaseUrl: 'http://agent.test:8004/' });
    expect(await adapter.balances?.read()).toEqual([
      { pool: 'account', recharged: 0n, consumed: 0n, residual: 0n },
      { pool: 'account2', recharged: 5_242_880_000_000n, consumed: 0n, residual: 5_242_880_000_000n },
    ]);
    expect(calls[0]?.url).toBe('http://agent.test:8004/api/agent/getFlowTotalFull');
    const differing = connect(() => seed.replace('"residualFlow ": 5242880.00', '"residualFlow ": 1'));
    expect((await differing.adapter.balances?.read())?.[1]?.residual).toBe(5_242_880_000_000n);
    const spaceOnly = connect(() => seed.replaceAll('"residualFlow":', '"another":'));
    expect((await spaceOnly.adapter.balances?.read())?.[1]?.residual).toBe(5_242_880_000_000n);
  });

  test('a pool that is missing is an error, not a zero', async () => {
    const { adapter } = connect(() => fixture('ipweb', 'flow-total-full').replace('"account"', '"account3"'));
    expect(await errorOf(adapter.balances?.read() ?? expect.fail())).toMatchObject({ field: 'data.account' });
  });

  test('totals of both streams', async () => {
    const { adapter, calls } = connect((call) =>
      fixture('ipweb', call.url.includes('NNI') ? 'nni-flow-consume-detail' : 'flow-consume-detail'),
    );
    const window = { from: '2023-06-20', to: '2023-06-21' };
    const rows = await adapter.agentTotals?.read(window);
    expect(rows?.map((row) => [row.day, row.stream, row.upload, row.download, row.total])).toEqual([
      ['2023-06-20', 'standard', 6_529_830_000n, 21_889_750_000n, 28_419_580_000n],
      ['2023-06-21', 'standard', 11_423_920_000n, 32_335_470_000n, 43_759_390_000n],
      ['2023-06-20', 'nni', null, null, 21_889_750_000n],
      ['2023-06-21', 'nni', null, null, 32_335_470_000n],
    ]);
    expect(calls.map((call) => target(call).pathname)).toEqual([
      '/prod-api/api/agent/getFlowConsumeDetail',
      '/prod-api/api/agent/getNNIFlowConsumeDetail',
    ]);
    expect(target(calls[0]).search).toBe('?startDate=2023-06-20&endDate=2023-06-21');
    const outside = await errorOf(adapter.agentTotals?.read({ from: '2023-06-21', to: '2023-06-21' }) ?? expect.fail());
    expect(outside).toMatchObject({ kind: 'malformed', field: 'data[0].date' });
  });

  test('a day stated twice with different figures is an error', async () => {
    const twice = fixture('ipweb', 'flow-consume-detail').replace('2023-06-21', '2023-06-20');
    const { adapter } = connect(() => twice);
    const error = await errorOf(adapter.agentTotals?.read({ from: '2023-06-20', to: '2023-06-21' }) ?? expect.fail());
    expect(error.message).toContain('the same day twice');
  });
});

describe('self-check', () => {
  test('reads only, and reports each call', async () => {
    const { adapter, calls } = connect((call) => {
      if (call.url.includes('flowReport')) return report([], 0);
      return fixture('ipweb', call.url.includes('customer') ? 'customer-list' : 'flow-total-full');
    });
    expect(await adapter.check()).toMatchObject([
      { name: 'customer/list', ok: true, detail: '2 customers.' },
      { name: 'flowReport', ok: true },
      { name: 'getFlowTotalFull', ok: true },
    ]);
    expect(calls.every((call) => !call.command)).toBe(true);
  });

  test('never throws', async () => {
    const { adapter } = connect((_call, index) => (index === 0 ? fixture('ipweb', 'invalid-token') : TIMED_OUT));
    expect(await adapter.check()).toMatchObject([
      { ok: false, errorKind: 'unauthorized' },
      { ok: false, errorKind: 'unreachable' },
      { ok: false, errorKind: 'unreachable' },
    ]);
  });
});
