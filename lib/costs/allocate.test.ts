import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate, type Block, type Book, inOrderOfUse, type Sale } from './allocate';
import { fillNewest } from './take-blocks';

const GB = 1_024_000_000n;
const DAY = 86_400_000;

function block(id: number, gb: bigint, more: Partial<Block> = {}): Block {
  const amount = gb * GB;
  const nothing = { boughtAt: 0, expiresAt: null, paid: null, spent: 0n, currency: null };
  return { id, asset: 'IPWEB_MB', amount, remaining: amount, ...nothing, ...more };
}

function sale(orderId: number, gb: bigint, more: Partial<Sale> = {}): Sale {
  const traffic = { amount: gb * GB, gb: gb * 1_000_000n, asset: 'IPWEB_MB' as const, soldIn: 'USD' };
  return { orderId, accountId: 1, at: orderId * DAY, back: false, ...traffic, ...more };
}

function book(blocks: Block[], more: Partial<Book> = {}): Book {
  return { blocks: blocks.sort(inOrderOfUse), listCosts: [], held: new Map(), ...more };
}

const usd = (dollars: number) => ({ paid: BigInt(dollars) * 1_000_000n, currency: 'USD' });

test('first expiring, first out; then first bought; nothing that was bought later or has expired', () => {
  const blocks = [
    block(1, 5n, { ...usd(5), boughtAt: 0 }),
    block(2, 5n, { ...usd(10), boughtAt: DAY, expiresAt: 50 * DAY }),
    block(3, 5n, { ...usd(15), boughtAt: DAY, expiresAt: 3 * DAY }),
    block(4, 5n, { ...usd(20), boughtAt: 9 * DAY, expiresAt: 20 * DAY }),
  ];
  const parts = allocate(book(blocks), [sale(2, 3n), sale(3, 3n), sale(4, 6n)]);
  expect(parts.map((part) => [part.orderId, part.no, part.blockId, part.gb / 1_000_000n, part.cost])).toEqual([
    [2, 1, 3, 3n, 9_000_000n],
    [3, 1, 2, 3n, 6_000_000n],
    [4, 1, 2, 2n, 4_000_000n],
    [4, 2, 1, 4n, 4_000_000n],
  ]);
});

test('what no block covers is at list cost, and unknown where there was none; a block without price takes the list’s', () => {
  const listCosts = [
    { from: 2 * DAY, perGb: 1_500_000n, currency: 'EUR' },
    { from: 6 * DAY, perGb: null, currency: null },
  ];
  const parts = allocate(book([block(1, 2n, { boughtAt: 3 * DAY })], { listCosts }), [
    sale(1, 1n),
    sale(2, 1n),
    sale(5, 3n),
    sale(7, 1n),
  ]);
  expect(parts.map((part) => [part.orderId, part.blockId, part.basis, part.cost, part.currency])).toEqual([
    [1, null, 'unknown', 0n, ''],
    [2, null, 'list', 1_500_000n, 'EUR'],
    [5, 1, 'list', 3_000_000n, 'EUR'],
    [5, null, 'list', 1_500_000n, 'EUR'],
    [7, null, 'unknown', 0n, ''],
  ]);
});

test('a deduct gives back what the account got last, at its cost; into an expired block nothing comes back', () => {
  const blocks = [block(1, 2n, { ...usd(2), expiresAt: 4 * DAY }), block(2, 9n, usd(27))];
  const state = book(blocks);
  const parts = allocate(state, [
    sale(1, 2n),
    sale(2, 3n),
    sale(3, 1n, { accountId: 2 }),
    sale(5, 4n, { back: true }),
    sale(6, 9n, { back: true }),
  ]);
  expect(
    parts.slice(3).map((part) => [part.orderId, part.blockId, part.gb / 1_000_000n, part.cost, part.basis]),
  ).toEqual([
    [5, 2, -3n, -9_000_000n, 'blocks'],
    [5, null, -1n, 0n, 'blocks'],
    [6, null, -1n, 0n, 'blocks'],
    [6, null, -8n, 0n, 'unknown'],
  ]);
  expect(state.blocks.map(({ remaining }) => remaining / GB)).toEqual([0n, 8n]);
});

test('whatever is bought, sold and taken back: nothing is lost, no block is overdrawn, a whole block costs its whole price', () => {
  const blocks = fc.array(
    fc.record({
      amount: fc.bigInt(1n, 5_000n),
      paid: fc.option(fc.bigInt(0n, 9_999_999n), { nil: null }),
      boughtAt: fc.nat(60),
      days: fc.option(fc.nat(60), { nil: null }),
    }),
    { maxLength: 8 },
  );
  const sales = fc.array(
    fc.record({ amount: fc.bigInt(1n, 3_000n), back: fc.boolean(), accountId: fc.nat(3), at: fc.nat(100) }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(blocks, sales, (bought, sold) => {
      const state = book(
        bought.map((row, index) => ({
          ...block(index + 1, 1n),
          amount: row.amount,
          remaining: row.amount,
          paid: row.paid,
          currency: row.paid === null ? null : 'USD',
          boughtAt: row.boughtAt,
          expiresAt: row.days === null ? null : row.boughtAt + row.days,
        })),
        { listCosts: [{ from: 50, perGb: 777_777n, currency: 'USD' }] },
      );
      const ordered = sold
        .sort((a, b) => a.at - b.at)
        .map((row, index) => ({ ...sale(index + 1, 1n), ...row, gb: row.amount * 7n }));
      const parts = allocate(state, ordered);
      for (const row of ordered) {
        const own = parts.filter((part) => part.orderId === row.orderId);
        const sign = row.back ? -1n : 1n;
        expect(own.map(({ no }) => no)).toEqual(own.map((_, index) => index + 1));
        expect(own.reduce((sum, part) => sum + part.amount, 0n)).toBe(sign * row.amount);
        expect(own.reduce((sum, part) => sum + part.gb, 0n)).toBe(sign * row.gb);
      }
      for (const { id, amount, remaining, paid, spent } of state.blocks) {
        const own = parts.filter((part) => part.blockId === id);
        expect(amount - own.reduce((sum, part) => sum + part.amount, 0n)).toBe(remaining);
        expect(remaining >= 0n && remaining <= amount).toBe(true);
        const cost = own.filter(({ basis }) => basis === 'blocks').reduce((sum, part) => sum + part.cost, 0n);
        expect(spent).toBe(cost);
        if (paid !== null && remaining === 0n) expect(spent).toBe(paid);
        if (paid !== null) expect(spent >= 0n && spent <= paid).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});

test('what is left of purchases is taken to be of the newest', () => {
  expect(fillNewest([5n, 10n, 20n], 12n)).toEqual([5n, 7n, 0n]);
  expect(fillNewest([5n, 10n], 99n)).toEqual([5n, 10n]);
});
