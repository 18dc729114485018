import { describe, expect, test } from 'vitest';
import { ProviderError } from '../errors';
import type { CommandOutcome, UsageRow } from '../port';
import {
  errorOf,
  type FakeConnection,
  fakeConnection,
  fakeSecrets,
  fixture,
  NOT_CONNECTED,
  pagesOf,
  rowsOf,
  type Scripted,
  type SentCall,
  TIMED_OUT,
  target,
} from '../testing/fake-connection';
import { createIpwebAdapter } from './provider';

function connect(answer: (call: SentCall, index: number) => Scripted, settings = {}) {
  const connection: FakeConnection = fakeConnection('ipweb', answer, { settings });
  return { ...connection, adapter: createIpwebAdapter(connection.input) };
}

function usageOf(answer: (call: SentCall, index: number) => Scripted) {
  const { adapter, calls } = connect(answer);
  if (adapter.usage?.mode !== 'range') throw new Error('IPWeb reads usage by range');
  return { read: adapter.usage.read, calls };
}

const WINDOW = { from: '2025-12-20', to: '2025-12-26' };

type Line = { customerId: number; day: string; up: string; down: string };

function report(lines: Line[], total: number): string {
  const rows = lines.map(
    ({ customerId, day, up, down }) =>
      `{"reportDate":"${day}","customerId":${customerId},"userName":"c${customerId}@x.test","uploadFlow":${up},"downloadFlow":${down}}`,
  );
  return `{"msg":"操作成功","code":200,"data":{"total":${total},"rows":[${rows.join(',')}],"code":200,"msg":"查询成功","other":null}}`;
}

const line = (customerId: number, day = '2025-12-25', up = '1.5', down = '2.25'): Line => ({
  customerId,
  day,
  up,
  down,
});

describe('flowReport', () => {
  test('reads the documented row exactly, asks for pages of 2,000 and sends the token in the header only', async () => {
    const seed = fixture('ipweb', 'flow-report').replace('1049', '1');
    const { read, calls } = usageOf(() => seed);
    expect(await rowsOf(read(WINDOW, null))).toEqual<UsageRow[]>([
      {
        externalId: '39',
        externalName: 'xxxx@gmaill.com',
        day: '2025-12-25',
        upload: 596_900_000n,
        download: 57_500_890_000n,
        total: 58_097_790_000n,
      },
    ]);
    const url = target(calls[0]);
    expect(url.pathname).toBe('/prod-api/open/dynamic/flowReport');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      pageNum: '1',
      pageSize: '2000',
      startDate: '2025-12-20',
      endDate: '2025-12-26',
    });
    expect(calls[0]?.headers).toEqual({ Token: fakeSecrets('ipweb')[0] });
    expect(calls[0]?.command).toBe(false);
  });

  test('asks for one account where one is named', async () => {
    const { read, calls } = usageOf(() => report([line(39)], 1));
    await rowsOf(read(WINDOW, null, '39'));
    expect(target(calls[0]).searchParams.get('customerId')).toBe('39');
  });

  test('reads on until the stated total has been seen, whatever size the pages have', async () => {
    const all = Array.from({ length: 7 }, (_, i) => line(i + 1));
    const { read, calls } = usageOf((_call, index) => report(all.slice(index * 3, index * 3 + 3), 7));
    const pages = await pagesOf(read(WINDOW, null));
    expect(pages.map(({ done, total, next }) => [done, total, next])).toEqual([
      [3, 7, { page: 2, total: 7 }],
      [6, 7, { page: 3, total: 7 }],
      [7, 7, null],
    ]);
    expect(calls).toHaveLength(3);
  });

  test('drops rows that a shifting list repeats', async () => {
    const answers = [[line(1), line(2)], [line(2), line(3)], [line(4)]];
    const { read } = usageOf((call) => report(answers[Number(target(call).searchParams.get('pageNum')) - 1] ?? [], 4));
    const rows = await rowsOf(read(WINDOW, null));
    expect(rows.map((row) => row.externalId)).toEqual(['1', '2', '3', '4']);
  });

  test('reads again from page 1 when the total moved, and does not keep the page that said so', async () => {
    const script = [
      report([line(1), line(2)], 4),
      report([line(3), line(4)], 5),
      report([line(9), line(1)], 5),
      report([line(2), line(3)], 5),
      report([line(4)], 5),
    ];
    const { read, calls } = usageOf((_call, index) => script[index] ?? '');
    const rows = await rowsOf(read(WINDOW, null));
    expect(calls.map((call) => target(call).searchParams.get('pageNum'))).toEqual(['1', '2', '1', '2', '3']);
    expect([...new Set(rows.map((row) => row.externalId))].sort()).toEqual(['1', '2', '3', '4', '9']);
  });

  test('gives up clearly when the total never holds still', async () => {
    const { read, calls } = usageOf((_call, index) => report([line(index), line(index + 100)], 10 + index));
    const error = await errorOf(rowsOf(read(WINDOW, null)));
    expect(error).toMatchObject({ kind: 'malformed', field: 'data.total' });
    expect(error.message).toContain('its total moved while it was read');
    expect(calls.length).toBeLessThanOrEqual(8);
  });

  test('gives up when fewer rows come than the total promises', async () => {
    const { read } = usageOf((_call, index) => (index % 2 === 0 ? report([line(1)], 3) : report([], 3)));
    const error = await errorOf(rowsOf(read(WINDOW, null)));
    expect(error.message).toContain('it ended before its total was reached');
  });

  test('gives up when every page is page 1', async () => {
    const { read } = usageOf(() => report([line(1), line(2)], 6));
    expect((await errorOf(rowsOf(read(WINDOW, null)))).message).toContain('a page repeats what came before');
  });

  test('gives up when there are more rows than the total says', async () => {
    const { read } = usageOf(() => report([line(1), line(2)], 1));
    expect((await errorOf(rowsOf(read(WINDOW, null)))).message).toContain('more rows than its total');
  });

  test('believes rows that the provider itself lists twice only after a second look', async () => {
    const pages = [[line(1), line(2)], [line(2)], []];
    const { read, calls } = usageOf((call) =>
      report(pages[Number(target(call).searchParams.get('pageNum')) - 1] ?? [], 3),
    );
    await expect(rowsOf(read(WINDOW, null))).rejects.toThrow('a page repeats what came before');
    const inOnePage = usageOf((call) =>
      report(target(call).searchParams.get('pageNum') === '1' ? [line(1), line(1)] : [], 2),
    );
    expect(await pagesOf(inOnePage.read(WINDOW, null))).toHaveLength(3);
    expect(inOnePage.calls).toHaveLength(4);
    expect(calls.length).toBeGreaterThan(2);
  });

  test('goes on after a crash at the stored page, and starts over when the total moved meanwhile', async () => {
    const all = Array.from({ length: 2_001 }, (_, i) => line(i + 1));
    const serve = (total: number) => (call: SentCall) => {
      const page = Number(target(call).searchParams.get('pageNum'));
      return report(all.slice((page - 1) * 2_000, page * 2_000), total);
    };
    const same = usageOf(serve(2_001));
    const pages = await pagesOf(same.read(WINDOW, { page: 2, total: 2_001 }));
    expect(pages.flatMap((page) => page.rows)).toHaveLength(1);
    expect(pages.at(-1)).toMatchObject({ done: 2_001, total: 2_001, next: null });
    const moved = usageOf(serve(2_001));
    expect(await rowsOf(moved.read(WINDOW, { page: 2, total: 1_999 }))).toHaveLength(2_001);
    expect(moved.calls.map((call) => target(call).searchParams.get('pageNum'))).toEqual(['2', '1', '2']);
  });

  test('an empty window is one empty last page', async () => {
    const { read } = usageOf(() => report([], 0));
    expect(await pagesOf(read(WINDOW, null))).toEqual([{ rows: [], done: 0, total: 0, next: null }]);
  });

  test.each([
    ['a figure as text', line(1, '2025-12-25', '"1.5"'), 'data.rows[0].uploadFlow'],
    ['a figure that is null', line(1, '2025-12-25', '1', 'null'), 'data.rows[0].downloadFlow'],
    ['negative usage', line(1, '2025-12-25', '-0.01'), 'data.rows[0].uploadFlow'],
    ['a figure finer than the scale', line(1, '2025-12-25', '0.0000001'), 'data.rows[0].uploadFlow'],
    ['an absurd figure', line(1, '2025-12-25', '1e30'), 'data.rows[0].uploadFlow'],
    ['an endless figure', line(1, '2025-12-25', '9'.repeat(400)), 'data.rows[0].uploadFlow'],
    ['no calendar day', line(1, '2025-02-30'), 'data.rows[0].reportDate'],
    ['a day before the window', line(1, '2025-12-19'), 'data.rows[0].reportDate'],
    ['a day after the window', line(1, '2025-12-27'), 'data.rows[0].reportDate'],
    ['a broken id', line(1.5), 'data.rows[0].customerId'],
  ])('%s is an error that names the field', async (_name, row, field) => {
    const { read } = usageOf(() => report([row], 1));
    expect(await errorOf(rowsOf(read(WINDOW, null)))).toMatchObject({ kind: 'malformed', field });
  });

  test('the last field of two is refused when a page contradicts itself', async () => {
    const { read } = usageOf(() => report([line(1), line(1, '2025-12-25', '7')], 2));
    expect((await errorOf(rowsOf(read(WINDOW, null)))).message).toContain('two different rows');
  });

  test.each([
    ['an empty answer', '', 'malformed'],
    ['a web page', '<html>502</html>', 'malformed'],
    ['truncated JSON', report([line(1)], 1).slice(0, 90), 'malformed'],
    ['success without data', '{"code":200,"msg":"查询成功","data":null}', 'malformed'],
    ['success without a code', '{"msg":"查询成功","data":{"total":0,"rows":[]}}', 'malformed'],
    ['a code as text', '{"code":"200","msg":"查询成功","data":{"total":0,"rows":[]}}', 'malformed'],
    ['rows that are no list', '{"code":200,"msg":"","data":{"total":0,"rows":{}}}', 'malformed'],
    ['a total as text', '{"code":200,"msg":"","data":{"total":"0","rows":[]}}', 'malformed'],
    ['an error code', '{"code":500,"msg":"系统繁忙"}', 'refused'],
    [
      'an error in the inner envelope',
      '{"code":200,"msg":"操作成功","data":{"total":0,"rows":[],"code":500,"msg":"失败"}}',
      'refused',
    ],
    ['a bad token with code 200', fixture('ipweb', 'invalid-token'), 'unauthorized'],
    ['an incomplete account', '{"code":200,"msg":"账号信息不完整","data":null}', 'unauthorized'],
    [
      'a bad token in the inner envelope',
      '{"code":200,"msg":"","data":{"code":200,"msg":"无效的认证令牌"}}',
      'unauthorized',
    ],
    ['a bad token with HTTP 401', { status: 401, text: fixture('ipweb', 'invalid-token') }, 'unauthorized'],
    ['HTTP 401 without words', { status: 401, text: '' }, 'unauthorized'],
    ['HTTP 502', { status: 502, text: '<html>Bad gateway</html>' }, 'unreachable'],
    ['HTTP 500 around a good body', { status: 500, text: report([line(1)], 1) }, 'unreachable'],
    ['a redirect', { status: 302, text: '' }, 'malformed'],
    ['a time-out', TIMED_OUT, 'unreachable'],
  ] satisfies [string, Scripted, string][])('%s is an error', async (_name, scripted, kind) => {
    const { read } = usageOf(() => scripted);
    const error = await errorOf(rowsOf(read(WINDOW, null)));
    expect(error.kind).toBe(kind);
    expect(error.message).not.toContain(fakeSecrets('ipweb')[0]);
  });
});

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

describe('records', () => {
  const window = { from: '2025-11-17', to: '2025-11-17' };
  const mine = fixture('ipweb', 'my-recharge-flow-list');
  const empty = '{"code":200,"msg":"查询成功","data":{"total":0,"rows":[],"code":200,"msg":"查询成功"}}';

  function records(
    kind: 'recharge' | 'consumption' | 'recharge_for_me',
    answer: (call: SentCall, i: number) => Scripted,
  ) {
    const { adapter, calls } = connect(answer);
    return { read: () => rowsOf(adapter.records?.read(kind, window) ?? expect.fail()), calls };
  }

  test('a recharge is dated in the provider zone and keeps the row as it came', async () => {
    const [row, ...rest] = await records('recharge', () => mine).read();
    expect(rest).toEqual([]);
    expect(row).toMatchObject({
      kind: 'recharge',
      externalAccountId: '12345',
      externalAccountName: 'customer1',
      amount: 100_000_000n,
      asset: 'IPWEB_MB',
      operator: 'admin',
      at: new Date('2025-11-17T02:30:00Z'),
      description: '充值',
      raw: { customerId: 12345, flowCount: 100, typeDesc: '充值', createId: 98765 },
    });
  });

  test('the sign decides, not the filter: a consumption in the list of type 0 is counted once, as consumption', async () => {
    const bothLists = records('consumption', () => mine);
    expect(await bothLists.read()).toMatchObject([
      { kind: 'consumption', externalAccountId: '12346', amount: -20_000_000n },
    ]);
    expect(bothLists.calls.map((call) => target(call).searchParams.get('type'))).toEqual(['1', '0']);
    const onlyTypeZero = records('consumption', (call) =>
      target(call).searchParams.get('type') === '1' ? empty : mine,
    );
    expect(await onlyTypeZero.read()).toHaveLength(1);
    const onlyTypeOne = records('consumption', (call) =>
      target(call).searchParams.get('type') === '0' ? empty : mine,
    );
    expect(await onlyTypeOne.read()).toHaveLength(1);
  });

  test('what only the list of type 1 has is consumption, whatever it is called and however it is signed', async () => {
    const oddlyNamed = mine.replace('-20.0', '20.0').replace('消耗', '扣除');
    const filtering = records('consumption', (call) =>
      target(call).searchParams.get('type') === '1' ? oddlyNamed : empty,
    );
    expect(await filtering.read()).toMatchObject([{ externalAccountId: '12346', amount: -20_000_000n }]);
    expect(await records('consumption', () => oddlyNamed).read()).toEqual([]);
    expect(await records('recharge', () => oddlyNamed).read()).toHaveLength(2);
  });

  test('a consumption that is stated as a positive number takes traffic away all the same', async () => {
    const [row] = await records('consumption', () => mine.replace('-20.0', '20.0')).read();
    expect(row).toMatchObject({ amount: -20_000_000n, raw: { flowCount: 20 } });
  });

  test('recharges for us', async () => {
    const { read, calls } = records('recharge_for_me', () => fixture('ipweb', 'recharge-flow-list-for-me'));
    expect(await read()).toMatchObject([
      { kind: 'recharge_for_me', externalAccountId: '12347', amount: 50_000_000n, operator: 'myself' },
    ]);
    expect(target(calls[0]).searchParams.has('type')).toBe(false);
  });

  const rowText = (amount: string, second: string) =>
    `{"customerId":1,"account":"a","flowCount":${amount},"typeDesc":"充值","createId":2,"createBy":"b","createTime":"2025-11-17 10:30:${second}"}`;
  const list = (rows: string[], total = rows.length) =>
    `{"code":200,"msg":"查询成功","data":{"total":${total},"rows":[${rows.join(',')}],"code":200,"msg":"查询成功"}}`;

  test('identical lines are all kept, and get the same identities on every read, in any order', async () => {
    const twin = rowText('100.0', '00');
    const other = rowText('7', '01');
    const first = await records('recharge', () => list([twin, other, twin])).read();
    const again = await records('recharge', () => list([other, rowText('100.00', '00'), twin])).read();
    const identities = first.map((row) => row.identity).sort();
    expect(new Set(identities).size).toBe(3);
    expect(again.map((row) => row.identity).sort()).toEqual(identities);
    const three = await records('recharge', () => list([twin, twin, twin, other])).read();
    expect(three.map((row) => row.identity)).toEqual(expect.arrayContaining(identities));
    expect(three).toHaveLength(4);
  });

  test('reads all pages, and starts over when the total moved', async () => {
    const rows = ['00', '01', '02', '03'].map((second) => rowText('5', second));
    const script = [
      list(rows.slice(0, 2), 3),
      list(rows.slice(2), 4),
      list(rows.slice(0, 2), 4),
      list(rows.slice(2), 4),
    ];
    const { read, calls } = records('recharge', (_call, index) => script[index] ?? '');
    expect(await read()).toHaveLength(4);
    expect(calls).toHaveLength(4);
  });

  test('a page that comes twice is never taken for more records', async () => {
    const { read } = records('recharge', () => list([rowText('5', '00'), rowText('5', '01')], 4));
    expect(await errorOf(read())).toMatchObject({ kind: 'malformed', field: 'data.total' });
  });

  test.each([
    ['a time that is none', mine.replace('2025-11-17 10:30:00', '2025-11-17 25:30:00'), 'data.rows[0].createTime'],
    ['a line of another day', mine.replace('2025-11-17 10:30:00', '2025-11-16 10:30:00'), 'data.rows[0].createTime'],
    ['an amount as text', mine.replace('100.0', '"100.0"'), 'data.rows[0].flowCount'],
    ['a line without customer', mine.replace('"customerId": 12345', '"customer": 1'), 'data.rows[0].customerId'],
  ])('%s is an error', async (_name, answer, field) => {
    expect(await errorOf(records('recharge', () => answer).read())).toMatchObject({ kind: 'malformed', field });
  });
});

describe('commands', () => {
  const topUp = (answer: Scripted) => {
    const { adapter, calls } = connect(() => answer);
    return { outcome: adapter.topUp?.send({ externalId: '88', gb: 1_010_000n, reference: 'gt123456' }), calls };
  };
  const deduct = (answer: Scripted) => {
    const { adapter, calls } = connect(() => answer);
    return { outcome: adapter.deduct?.send({ externalId: '88', gb: 1_010_000n }), calls };
  };

  test('a top-up is sent once, as a command, with the amount in GB as plain text', async () => {
    const { outcome, calls } = topUp(fixture('ipweb', 'recharge-done'));
    expect(await outcome).toMatchObject<Partial<CommandOutcome>>({
      outcome: 'accepted',
      providerCode: '200',
      message: '充值成功',
      sent: true,
      unauthorized: false,
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]?.command).toBe(true);
    expect(target(calls[0]).pathname).toBe('/prod-api/api/agent/rechargeTrafficCount');
    expect(Object.fromEntries(target(calls[0]).searchParams)).toEqual({
      customerId: '88',
      orderId: 'gt123456',
      trafficCount: '1.01',
    });
  });

  test('a deduction', async () => {
    const { outcome, calls } = deduct(fixture('ipweb', 'deduction-done'));
    expect(await outcome).toMatchObject({ outcome: 'accepted', message: '扣除成功' });
    expect(Object.fromEntries(target(calls[0]).searchParams)).toEqual({ customerId: '88', trafficCount: '1.01' });
  });

  const envelope = (code: unknown, msg: unknown) => JSON.stringify({ msg, code });

  test.each([
    ['code 201 of the sample', fixture('ipweb', 'recharge-duplicate')],
    ['code 203 of the table', envelope(203, '订单已处理')],
    ['the words with code 200', envelope(200, '该订单已处理')],
  ])('%s is a duplicate for a top-up and never for a deduction', async (_name, answer) => {
    expect(await topUp(answer).outcome).toMatchObject({ outcome: 'duplicate' });
    expect(await deduct(answer).outcome).toMatchObject({ outcome: 'unknown' });
  });

  test.each([
    ['not our customer', envelope(204, '不是您渠道的客户'), '204'],
    ['an error in plain words', envelope(500, '余额不足'), '500'],
    ['another code in plain words', envelope(-1, '客户不存在'), '-1'],
    ['an account that is not in order', envelope(500, '客户账户异常'), '500'],
    ['too little left to deduct', envelope(500, '客户剩余流量不足，扣除失败'), '500'],
    ['its own failure in plain words', envelope(500, '充值失败'), '500'],
  ])('%s is a rejection', async (_name, answer, providerCode) => {
    for (const send of [topUp, deduct]) {
      expect(await send(answer).outcome).toMatchObject({ outcome: 'rejected', providerCode, unauthorized: false });
    }
  });

  test.each([
    ['a bad token', fixture('ipweb', 'invalid-token')],
    ['an incomplete account', envelope(200, '账号信息不完整')],
    ['a bad token with HTTP 401', { status: 401, text: fixture('ipweb', 'invalid-token') }],
    ['code 401', envelope(401, '认证失败')],
  ] satisfies [string, Scripted][])('%s rejects and says that the token is wrong', async (_name, answer) => {
    expect(await topUp(answer).outcome).toMatchObject({ outcome: 'rejected', unauthorized: true });
  });

  test.each([
    ['code 200 with other words', envelope(200, '操作成功')],
    ['code 200 with the words of the other command', envelope(200, 'ok')],
    ['an error code with the words of success', envelope(500, '充值成功')],
    ['an error code with the words of the other success', envelope(500, '扣除成功')],
    ['an error code without words', envelope(500, '')],
    ['a fault of the provider’s system', envelope(500, '系统繁忙，请稍后再试')],
    ['an internal error', envelope(500, '服务器内部错误')],
    ['an exception', envelope(500, 'java.lang.NullPointerException')],
    ['a failed database', envelope(-1, '### Error updating database. Cause: Deadlock found')],
    ['an exception while crediting', envelope(500, '充值异常')],
    ['code 200 without words', '{"code":200}'],
    ['words without a code', '{"msg":"充值成功"}'],
    ['a code as text', envelope('200', '充值成功')],
    ['a broken code', '{"code":200.5,"msg":"充值成功"}'],
    ['words in a list', envelope(200, ['充值成功'])],
    ['a list', '[{"code":200,"msg":"充值成功"}]'],
    ['an answer that says two things', '{"code":500,"msg":"失败","code":200,"msg":"充值成功"}'],
    ['truncated JSON', fixture('ipweb', 'recharge-done').slice(0, -3)],
    ['two answers in one', fixture('ipweb', 'recharge-done').repeat(2)],
    ['a web page', '<html>充值成功</html>'],
    ['nothing', ''],
    ['HTTP 500 around the words of success', { status: 500, text: fixture('ipweb', 'recharge-done') }],
    ['HTTP 500 around a refusal', { status: 500, text: envelope(500, '余额不足') }],
    ['HTTP 502', { status: 502, text: '<html></html>' }],
    ['a redirect', { status: 302, text: fixture('ipweb', 'recharge-done') }],
    ['a time-out', TIMED_OUT],
    ['an unexpected error', new TypeError('boom')],
  ] satisfies [string, Scripted][])('%s leaves the outcome unknown', async (_name, answer) => {
    for (const send of [topUp, deduct]) {
      expect(await send(answer).outcome).toMatchObject({ outcome: 'unknown', sent: true, unauthorized: false });
    }
  });

  test('says when nothing left this machine', async () => {
    expect(await topUp(NOT_CONNECTED).outcome).toMatchObject({ outcome: 'unknown', sent: false, response: null });
    const budget = new ProviderError('budget', 'No request left in this minute.', { retryAfterSeconds: 20 });
    expect(await topUp(budget).outcome).toMatchObject({ outcome: 'unknown', sent: false });
  });

  test('records what was sent and answered, without the token and within bounds', async () => {
    const [token = ''] = fakeSecrets('ipweb');
    const echo = envelope(500, `${token} ${encodeURIComponent(token)} ${'x'.repeat(5_000)}\u0000`);
    const outcome = await topUp(echo).outcome;
    expect(outcome?.request).toContain('orderId=gt123456');
    for (const text of [outcome?.request, outcome?.response, outcome?.message]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(encodeURIComponent(token));
      expect(text?.length).toBeLessThanOrEqual(2_000);
    }
    expect(outcome?.message).not.toContain('\u0000');
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
