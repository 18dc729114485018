import { describe, expect, test } from 'vitest';
import { matchRecords, type OurSide, type TheirSide } from './match-records';

const rules = { amountTolerance: 10_000n, skewMs: 5 * 60_000 };
const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 10, minute));

function order(id: number, part: Partial<OurSide> = {}): OurSide {
  return {
    id,
    externalAccountId: '88',
    reference: `ref${id}`,
    providerOrderId: null,
    amount: 1_034_240_000n,
    asset: 'IPWEB_MB',
    from: at(0),
    to: at(1),
    certain: true,
    ...part,
  };
}

function record(id: bigint, part: Partial<TheirSide> = {}): TheirSide {
  return {
    id,
    externalAccountId: '88',
    externalOrderId: null,
    reference: null,
    amount: 1_034_240_000n,
    asset: 'IPWEB_MB',
    at: at(0),
    provesOrder: null,
    ...part,
  };
}

describe('matchRecords', () => {
  test('one record proves one order: the certain one takes it, the doubtful one stays without', () => {
    const result = matchRecords([order(1, { certain: false }), order(2)], [record(1n)], rules);
    expect(result.pairs.map(({ order: o, record: r }) => [o.id, r.id])).toEqual([[2, 1n]]);
    expect(result.orders.map((o) => o.id)).toEqual([1]);
  });

  test('the same figure of another unit is another amount', () => {
    const result = matchRecords([order(1)], [record(1n, { asset: 'FREEBIT_QUOTA_MB' })], rules);
    expect(result.pairs).toEqual([]);
  });

  test('two identical lines prove two identical orders', () => {
    const result = matchRecords([order(1), order(2, { certain: false })], [record(1n), record(2n)], rules);
    expect(result.pairs).toHaveLength(2);
    expect(result.orders).toEqual([]);
  });

  test('a figure rounded to two decimals still matches; another amount, account or hour does not', () => {
    const finer = order(1, { amount: 1_024_001_024n });
    expect(matchRecords([finer], [record(1n, { amount: 1_024_000_000n })], rules).pairs).toHaveLength(1);
    expect(matchRecords([order(1)], [record(1n, { amount: 1_034_260_000n })], rules).pairs).toHaveLength(0);
    expect(matchRecords([order(1)], [record(1n, { externalAccountId: '89' })], rules).pairs).toHaveLength(0);
    expect(matchRecords([order(1)], [record(1n, { at: at(7) })], rules).pairs).toHaveLength(0);
  });

  test('our mark wins over looks, also where there is no amount', () => {
    const ip = order(1, { amount: null, externalAccountId: null });
    const result = matchRecords([ip], [record(1n), record(2n, { amount: null, reference: 'ref1 hello' })], rules);
    expect(result.pairs.map(({ record: r }) => r.id)).toEqual([2n]);
  });

  test('a record that proved another order proves no second one; the closer amount wins', () => {
    const taken = record(1n, { provesOrder: 7 });
    expect(matchRecords([order(1)], [taken], rules).pairs).toHaveLength(0);
    expect(matchRecords([order(7)], [taken], rules).pairs).toHaveLength(1);
    const close = record(2n, { amount: 1_034_241_000n, at: at(3) });
    const result = matchRecords([order(1, { amount: 1_034_241_000n })], [record(1n), close], rules);
    expect(result.pairs.map(({ record: r }) => r.id)).toEqual([2n]);
  });

  test('a deduct is not proved by a recharge of the same size', () => {
    expect(matchRecords([order(1, { amount: -1_034_240_000n })], [record(1n)], rules).pairs).toHaveLength(0);
  });
});
