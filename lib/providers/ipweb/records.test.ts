import { describe, expect, test } from 'vitest';
import { errorOf, fixture, rowsOf, type Scripted, type SentCall, target } from '../testing/fake-connection';
import { connect } from './testing';

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
    ['an amount with its unit', mine.replace('100.0', '"100.0 MB"'), 'data.rows[0].flowCount'],
    ['a line without customer', mine.replace('"customerId": 12345', '"customer": 1'), 'data.rows[0].customerId'],
  ])('%s is an error', async (_name, answer, field) => {
    expect(await errorOf(records('recharge', () => answer).read())).toMatchObject({ kind: 'malformed', field });
  });
});
