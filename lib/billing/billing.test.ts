import { expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { systemContext } from '@/lib/core/actor';
import { parseMoney } from '@/lib/core/money';
import { createAgent } from '@/lib/customers';
import { db, inTransaction } from '@/lib/infra/db';
import {
  adjustmentAccount,
  checkLedger,
  getWallet,
  holdAccount,
  listTransactions,
  postTransaction,
  walletAccount,
} from '@/lib/ledger';
import { closeStatement, getStatement, recordPayment, statementCsv } from './index';

useTestDatabase();

const ctx = systemContext('test');

function usd(amount: string) {
  const money = parseMoney({ amount, currency: 'USD' });
  if (!money) throw new Error(amount);
  return money;
}

async function newAgent(name: string) {
  const agent = await createAgent(ctx, { name, email: `${name}@example.com`, currency: 'USD' });
  return { agentId: Number(agent.id), billingAccountId: Number(agent.billingAccountId) };
}

function pay(agentId: number, amount: string, reference: string, idempotencyKey: string) {
  return recordPayment(
    ctx,
    { agentId },
    { amount: usd(amount), reference, method: 'bank', note: null },
    { idempotencyKey },
  );
}

test('a payment entered twice, by key or by reference, is one payment', async () => {
  const { agentId, billingAccountId } = await newAgent('twice');
  const first = await pay(agentId, '100.00', 'R1', 'k1');
  const sameKey = await pay(agentId, '100.00', 'R1', 'k1');
  const sameReference = await pay(agentId, '100.00', 'R1', 'k2');
  expect([first.created, sameKey.created, sameReference.created]).toEqual([true, false, false]);
  expect(sameKey.payment.id).toBe(first.payment.id);
  expect(sameReference.payment.id).toBe(first.payment.id);
  expect((await getWallet(billingAccountId)).balance).toEqual({ amount: '100.00', currency: 'USD' });
  await expect(pay(agentId, '100.01', 'R1', 'k3')).rejects.toMatchObject({ code: 'conflict' });
  await expect(pay(agentId, '7.00', 'R9', 'k1')).rejects.toMatchObject({ code: 'idempotency_conflict' });
});

test('the same payment posted eight times at once is one payment', async () => {
  const { agentId, billingAccountId } = await newAgent('atonce');
  const results = await Promise.all(
    Array.from({ length: 8 }, (_, i) => pay(agentId, '12.34', 'BANK-7', i % 2 ? 'same' : `own${i}`)),
  );
  expect(results.filter(({ created }) => created)).toHaveLength(1);
  expect((await getWallet(billingAccountId)).balance.amount).toBe('12.34');
});

test('the database refuses to change or remove what the ledger holds', async () => {
  const { agentId } = await newAgent('fixed');
  await pay(agentId, '5.00', 'R1', 'fixed-1');
  await expect(db().posting.updateMany({ data: { amount: 1n } })).rejects.toThrow(/append-only/);
  await expect(db().ledgerTransaction.deleteMany()).rejects.toThrow(/append-only/);
});

test('a wrong cached balance and a missing hold are found', async () => {
  const { agentId, billingAccountId } = await newAgent('checked');
  await pay(agentId, '50.00', 'R1', 'checked-1');
  expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
  await db().billingAccount.update({ where: { id: billingAccountId }, data: { wallet: { increment: 1 } } });
  const broken = await checkLedger();
  expect(broken.problems.map(({ subject }) => subject)).toEqual([`billing account ${billingAccountId}`]);
  await db().billingAccount.update({ where: { id: billingAccountId }, data: { wallet: { decrement: 1 } } });
});

test('random concurrent payments, holds, releases and corrections keep every invariant', async () => {
  const agents = await Promise.all(['a', 'b', 'c'].map(newAgent));
  let state = 12345;
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % below;
  };
  const steps = Array.from({ length: 120 }, (_, i) => ({
    i,
    agent: agents[random(3)] ?? { agentId: 0, billingAccountId: 0 },
    kind: random(4),
    cents: BigInt(random(5000) + 1),
  }));
  const work = async ({ i, agent, kind, cents }: (typeof steps)[number]) => {
    const { agentId, billingAccountId: id } = agent;
    if (kind === 0) return void (await pay(agentId, (Number(cents) / 100).toFixed(2), `P${i}`, `p${i}`));
    const wallet = walletAccount(id, 'USD');
    const hold = holdAccount(id, 'USD');
    await inTransaction(async (tx) => {
      const amount = cents;
      if (kind === 1) {
        await postTransaction(tx, ctx, {
          kind: 'adjustment',
          reference: `x${i}`,
          billingAccountId: id,
          postings: [{ from: wallet, to: adjustmentAccount('USD'), amount }],
        });
        return;
      }
      await postTransaction(tx, ctx, {
        kind: 'adjustment',
        reference: `h${i}`,
        billingAccountId: id,
        postings: [{ from: wallet, to: hold, amount }],
      });
      if (kind === 2) throw new Error('rolled back on purpose');
      await postTransaction(tx, ctx, {
        kind: 'adjustment',
        reference: `r${i}`,
        billingAccountId: id,
        postings: [{ from: hold, to: wallet, amount }],
      });
    }).catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'rolled back on purpose') throw error;
    });
  };
  for (let i = 0; i < steps.length; i += 8) await Promise.all(steps.slice(i, i + 8).map(work));
  expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
  for (const { billingAccountId } of agents) {
    const month = new Date().toISOString().slice(0, 7);
    const statement = await getStatement(ctx, { billingAccountId, month });
    const cents = (text: string) => Math.round(Number(text) * 100);
    const sum = statement.lines.reduce((total, line) => total + cents(line.amount.amount), 0);
    expect(cents(statement.opening.amount) + sum).toBe(cents(statement.closing.amount));
    expect(statement.closing).toEqual((await getWallet(billingAccountId)).balance);
  }
});

test('a closed statement never changes; what comes later is on the next one', async () => {
  const { agentId, billingAccountId } = await newAgent('closing');
  const month = new Date().toISOString().slice(0, 7);
  const next = new Date(`${month}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  await pay(agentId, '10.00', 'R1', 'closing-1');
  const closed = await closeStatement(ctx, { billingAccountId, month });
  await pay(agentId, '3.00', 'R2', 'closing-2');
  const again = await getStatement(ctx, { billingAccountId, month });
  expect(again).toEqual(closed);
  expect(statementCsv(again)).toBe(statementCsv(closed));
  await expect(closeStatement(ctx, { billingAccountId, month })).rejects.toMatchObject({ code: 'invalid_state' });
  const later = { ...ctx, now: () => next };
  const following = await getStatement(later, { billingAccountId, month: next.toISOString().slice(0, 7) });
  expect(following).toMatchObject({ opening: { amount: '10.00' }, closing: { amount: '13.00' } });
  expect(following.lines.map((line) => line.amount.amount)).toEqual(['3.00']);
});

test('the ledger list pages newest first with running balances', async () => {
  const { agentId, billingAccountId } = await newAgent('paging');
  for (const n of [1, 2, 3]) await pay(agentId, `${n}.00`, `R${n}`, `paging-${n}`);
  const first = await listTransactions(ctx, { billingAccountId, limit: 2 });
  const second = await listTransactions(ctx, { billingAccountId, limit: 2, cursor: first.nextCursor ?? '' });
  expect([...first.data, ...second.data].map((row) => row.balanceAfter?.amount)).toEqual(['6.00', '3.00', '1.00']);
  expect(second.nextCursor).toBeNull();
  expect(first.data[0]?.postings).toEqual([
    { source: 'payments:bank:USD', destination: `wallet:${billingAccountId}`, asset: 'USD/2', amount: '3.00' },
  ]);
});

test('thirty wallets are closed at one moment: none waits for a connection that another one holds', async () => {
  const wallets = await Promise.all(Array.from({ length: 30 }, (_, no) => newAgent(`close-${no}`)));
  const month = new Date().toISOString().slice(0, 7);
  const closed = await Promise.all(
    wallets.map(({ billingAccountId }) => closeStatement(ctx, { billingAccountId, month })),
  );
  expect(closed.map(({ status }) => status)).toEqual(wallets.map(() => 'closed'));
}, 60_000);
