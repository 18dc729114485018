import { expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { systemContext } from '@/lib/core/actor';
import { createAgent } from '@/lib/customers';
import { db, inTransaction } from '@/lib/infra/db';
import { adjustmentAccount, listTransactions, postTransaction, walletAccount } from '@/lib/ledger';
import { closeStatement, getStatement } from './index';

useTestDatabase();

const ctx = systemContext('test');

async function newWallet(name: string): Promise<number> {
  const agent = await createAgent(ctx, { name, email: `${name}@example.com`, currency: 'USD' });
  return Number(agent.billingAccountId);
}

/** Posts an adjustment of so many cents by a process whose clock says `at`. */
function post(billingAccountId: number, note: string, at: string, amount = 100n) {
  return inTransaction((tx) =>
    postTransaction(
      tx,
      { ...ctx, now: () => new Date(at) },
      {
        kind: 'adjustment',
        reference: `${billingAccountId}: ${note}`,
        note,
        billingAccountId,
        postings: [{ from: adjustmentAccount('USD'), to: walletAccount(billingAccountId, 'USD'), amount }],
      },
    ),
  );
}

async function isInOrder(id: number): Promise<boolean> {
  return (await db().billingAccount.findUniqueOrThrow({ where: { id } })).datedInOrder;
}

test('entries of an account are dated in the order they are made in, whatever the clocks of processes say', async () => {
  const id = await newWallet('clocks');
  await post(id, 'fast clock', '2026-03-01T10:00:05Z');
  await post(id, 'slow clock', '2026-03-01T10:00:01Z');
  await post(id, 'later', '2026-03-01T10:00:09Z');
  const { data } = await listTransactions(ctx, { billingAccountId: id, limit: 10 });
  expect(data.map(({ reference, at, balanceAfter }) => [reference, at, balanceAfter?.amount])).toEqual([
    [`${id}: later`, '2026-03-01T10:00:09.000Z', '3.00'],
    [`${id}: slow clock`, '2026-03-01T10:00:05.000Z', '2.00'],
    [`${id}: fast clock`, '2026-03-01T10:00:05.000Z', '1.00'],
  ]);
  expect(await isInOrder(id)).toBe(true);
});

test('a clock that is hours ahead does not date what others post after it', async () => {
  const id = await newWallet('ahead');
  await post(id, 'ahead', '2026-03-01T16:00:00Z');
  await post(id, 'right', '2026-03-01T10:00:00Z');
  const { data } = await listTransactions(ctx, { billingAccountId: id, limit: 10 });
  expect(data.map(({ at }) => at)).toEqual(['2026-03-01T10:00:00.000Z', '2026-03-01T16:00:00.000Z']);
  expect(await isInOrder(id)).toBe(false);
});

test('statements hold each entry once with its own amount, also where a clock was ahead over the end of a month', async () => {
  const id = await newWallet('astray');
  const shown = async (month: string) => {
    const { opening, lines, closing } = await getStatement(ctx, { billingAccountId: id, month });
    const entries = lines.map(({ description, amount }) => `${description.slice(12)} ${amount.amount}`);
    return [opening.amount, ...entries, closing.amount];
  };
  await post(id, 'first', '2026-03-31T21:00:00Z', 100n);
  await post(id, 'two days ahead', '2026-04-02T22:00:00Z', 2_000n);
  await post(id, 'right again', '2026-03-31T22:30:00Z', 30_000n);
  await post(id, 'April', '2026-04-01T09:00:00Z', 400_000n);
  const march = ['0.00', 'first 1.00', 'right again 300.00', '301.00'];
  const april = ['301.00', 'April 4000.00', 'two days ahead 20.00', '4321.00'];
  expect([await shown('2026-03'), await shown('2026-04')]).toEqual([march, april]);
  expect(await shown('2026-05')).toEqual(['4321.00', '4321.00']);

  await closeStatement(ctx, { billingAccountId: id, month: '2026-03' });
  await post(id, 'after the close', '2026-03-31T23:59:59Z', 5_000_000n);
  expect(await shown('2026-03')).toEqual(march);
  expect(await shown('2026-04')).toEqual([
    '301.00',
    'after the close 50000.00',
    'April 4000.00',
    'two days ahead 20.00',
    '54321.00',
  ]);
  expect(await shown('2026-05')).toEqual(['54321.00', '54321.00']);
});
