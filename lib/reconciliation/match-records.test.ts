import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newReference } from '@/lib/core/reference';
import { couldBe, matchRecords, type OurSide, type TheirSide } from './match-records';

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

test('a line of its time without anybody’s mark may be an order of IPs, whatever its `coin` says', () => {
  const ip = order(1, { amount: null, externalAccountId: null, reference: 'gt1' });
  const may = (part: Partial<TheirSide>) => couldBe(ip, record(1n, part), rules);
  expect([may({ amount: null }), may({}), may({ reference: 'gt' })]).toEqual([true, true, true]);
  expect([may({ reference: 'gt2' }), may({ provesOrder: 7 }), may({ at: at(9) })]).toEqual([false, false, false]);
});

test('a deduct may be a line of the same amount at another hour, which proves nothing', () => {
  const deduct = order(1, { amount: -1_034_240_000n, certain: false });
  const elsewhere = record(1n, { amount: -1_034_240_000n, at: new Date(+at(0) + 41_400_000) });
  expect(matchRecords([deduct], [elsewhere], rules).pairs).toEqual([]);
  expect(couldBe(deduct, elsewhere, rules)).toBe(true);
  const dayBefore = { ...elsewhere, at: new Date(+at(0) - 86_400_000) };
  const others = [record(2n), dayBefore, { ...elsewhere, provesOrder: 7 }, { ...elsewhere, externalAccountId: '89' }];
  expect(others).toSatisfy((lines: TheirSide[]) => lines.every((line) => !couldBe(deduct, line, rules)));
});

describe('matchRecords', () => {
  test('property: marks are found as by looking at every record for every order', () => {
    const references = [...Array.from({ length: 4 }, newReference), 'ref1', 'ef'];
    const remarks = fc.constantFrom(
      null,
      ...references,
      `x${references[0]}y`,
      `a ${references[1]} b`,
      `gt${references[2]}`,
    );
    const number = fc.constantFrom(null, 'A', 'B');
    const orders = fc.array(fc.record({ reference: fc.constantFrom(...references), providerOrderId: number }), {
      maxLength: 6,
    });
    const records = fc.array(
      fc.record({ reference: remarks, externalOrderId: number, provesOrder: fc.constantFrom(null, null, 1, 2) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(orders, records, (some, others) => {
        // Without traffic nothing is alike: marks alone decide.
        const ours = some.map((part, index) => order(index + 1, { amount: null, ...part }));
        const theirs = others.map((part, index) => record(BigInt(index + 1), part));
        const free = new Set(theirs);
        const expected = ours.flatMap((each) => {
          const found = [...free].find(({ provesOrder, reference, externalOrderId }) =>
            provesOrder === null
              ? reference?.includes(each.reference) ||
                (each.providerOrderId !== null && each.providerOrderId === externalOrderId)
              : provesOrder === each.id,
          );
          if (!found) return [];
          free.delete(found);
          return [[each.id, found.id]];
        });
        const { pairs } = matchRecords(ours, theirs, rules);
        expect(pairs.map((pair) => [pair.order.id, pair.record.id])).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('a hundred thousand orders and records are matched in seconds', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => index + 1);
    const ours = many.map((id) => order(id, { externalAccountId: String(id % 5_000), from: at(id), to: at(id + 1) }));
    const theirs = many.map((id) => record(BigInt(id), { externalAccountId: String(id % 5_000), at: at(id) }));
    expect(matchRecords(ours, theirs, rules).pairs).toHaveLength(100_000);
  }, 20_000);

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
