import { describe, expect, test } from 'vitest';
import type { Matches, OurSide, TheirSide } from './match-records';
import { mayHaveLanded } from './may-have-landed';

const MB = 1_000_000n;
const GB = 1_024n * MB;
const minute = (of: number) => new Date(Date.UTC(2026, 10, 20, 3, of));

function act(id: number, amount: bigint, from: number, to = from): OurSide {
  return {
    id,
    externalAccountId: '39',
    reference: `gt${id}`,
    providerOrderId: null,
    amount,
    asset: 'IPWEB_MB',
    from: minute(from),
    to: minute(to),
    certain: id !== 1,
  };
}

function line(amount: bigint, at: number, account = '39'): TheirSide {
  return {
    id: BigInt(at),
    externalAccountId: account,
    externalOrderId: null,
    reference: null,
    amount,
    asset: 'IPWEB_MB',
    at: minute(at),
    provesOrder: null,
  };
}

/** A deduct of 2 GB, sent in minute 10 when 50 GB were left, of which nobody knows what became. */
const deduct = act(1, -2n * GB, 10);
const mayBeDone = (matches: Matches, residual: bigint | null, listsDeducts = false) =>
  mayHaveLanded(1, matches, { residualBefore: 50n * GB, residual, listsDeducts });
const among = (orders: OurSide[], records: TheirSide[] = []): Matches => ({
  pairs: [],
  orders: [deduct, ...orders],
  records,
});

describe('a deduct without a record, where none was ever listed, may have landed', () => {
  test.each([
    ['exactly its traffic is gone', 48n * GB],
    ['its traffic is gone and some was used', 47n * GB],
    ['much was used', 10n * GB],
    ['the provider rounds', 48n * GB + 9_000n],
  ])('as long as %s', (_, residual) => {
    expect(mayBeDone(among([]), residual)).toBe(true);
  });

  test.each([
    ['nothing is gone', 50n * GB],
    ['less is gone than it takes', 49n * GB],
    ['there is more than before', 60n * GB],
  ])('but not when %s', (_, residual) => {
    expect(mayBeDone(among([]), residual)).toBe(false);
  });

  test('another deduct that landed after it explains its own traffic, not that of both', () => {
    const other = among([act(2, -3n * GB, 20)]);
    expect(mayBeDone(other, 47n * GB)).toBe(false);
    expect(mayBeDone(other, 45n * GB)).toBe(true);
  });

  test('one that landed with a line of its own does, too, certain or not', () => {
    const twin = { ...act(2, -2n * GB, 20), certain: false };
    const paired: Matches = { ...among([]), pairs: [{ order: twin, record: line(-2n * GB, 20) }] };
    expect(mayBeDone(paired, 48n * GB)).toBe(false);
    expect(mayBeDone(paired, 46n * GB)).toBe(true);
  });

  test('a top-up since then does not hide that traffic is gone', () => {
    expect(mayBeDone(among([act(2, 5n * GB, 20)]), 53n * GB)).toBe(true);
    expect(mayBeDone(among([], [line(5n * GB, 30)]), 53n * GB)).toBe(true);
    expect(mayBeDone(among([act(2, 5n * GB, 20)]), 55n * GB)).toBe(false);
  });

  test('what landed before it, at another account or is itself unknown explains nothing', () => {
    const others = [act(2, -3n * GB, 5), { ...act(3, -3n * GB, 20), externalAccountId: '40' }];
    expect(mayBeDone(among(others, [line(-3n * GB, 20, '40')]), 47n * GB)).toBe(true);
    expect(mayBeDone(among([{ ...act(4, -3n * GB, 20), certain: false }]), 47n * GB)).toBe(true);
  });

  test('without a reading the records decide alone', () => {
    expect(mayBeDone(among([]), null)).toBe(false);
    const blind = { residualBefore: null, residual: 48n * GB, listsDeducts: false };
    expect(mayHaveLanded(1, among([]), blind)).toBe(false);
  });

  test('a list that is known to show deducts proves more: only just its traffic gone speaks against it', () => {
    expect(mayBeDone(among([]), 48n * GB, true)).toBe(true);
    expect(mayBeDone(among([]), 47n * GB, true)).toBe(false);
  });
});
