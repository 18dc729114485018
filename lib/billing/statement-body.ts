import { z } from 'zod';
import { byteBaseOf } from '@/lib/core/assets';
import { formatMoney, parseMoney } from '@/lib/core/money';
import { byteNumber } from '@/lib/core/wire';
import { bytesSql } from '@/lib/infra/asset-sql';
import { Prisma, type Tx, toDbDay } from '@/lib/infra/db';
import { type StatementDto, statementDto } from './schemas';
import { readIssuer } from './settings';

/** What a closed statement keeps: what is shown, and what the account's last transaction was by then. */
export const statementBody = statementDto.extend({ lastTransactionId: z.string() });
type StatementBody = z.infer<typeof statementBody>;

type Account = { id: number; name: string; currency: string };
type LineRow = { id: bigint; at: Date; kind: string; order_id: number | null; note: string | null; amount: bigint };

/** First instant of a month `YYYY-MM` and of the next one, UTC. */
export function monthBounds(month: string): { from: Date; to: Date } {
  const from = new Date(`${month}-01T00:00:00Z`);
  return { from, to: new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1)) };
}

/** The month before. */
function previousMonth(month: string): string {
  const { from } = monthBounds(month);
  return new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

/** By how much a transaction changed its account's balance. */
const EFFECT = Prisma.sql`t.balance_after - coalesce(b.balance_after, 0)`;
const WITH_BEFORE = Prisma.sql`ledger_transaction t LEFT JOIN LATERAL (
  SELECT balance_after FROM ledger_transaction WHERE billing_account_id = t.billing_account_id AND id < t.id
  ORDER BY id DESC LIMIT 1) b ON true`;

/** What a month opens with, and which of its account's transactions are its own. */
type Start = { opening: bigint; own: Prisma.Sql };

/** After a closed month: what is dated in this one, and what was posted to any before after the closing. */
async function startAfterClosed(tx: Tx, closed: StatementBody, from: Date, isInOrder: boolean): Promise<Start> {
  const { closing, lastTransactionId } = closed;
  const opening = parseMoney(closing)?.minor;
  if (opening === undefined) throw new Error(`a statement closed with ${closing.amount} ${closing.currency}`);
  const id = BigInt(lastTransactionId);
  const last = isInOrder ? await tx.ledgerTransaction.findUnique({ where: { id }, select: { at: true } }) : null;
  // What was posted after the last one is dated no earlier: the month is looked for from there.
  const since = last ? Prisma.sql`t.at >= least(${last.at}::timestamptz, ${from}::timestamptz) AND` : Prisma.empty;
  return { opening, own: Prisma.sql`${since} (t.at >= ${from}::timestamptz OR t.id > ${id})` };
}

/** What was posted after `lastId` and is dated before `from`, less what was posted before it and is not. */
async function changeAstray(tx: Tx, account: Account, lastId: bigint, from: Date): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ change: bigint }[]>(Prisma.sql`
    SELECT coalesce(sum(CASE WHEN t.id > ${lastId} THEN ${EFFECT} ELSE -(${EFFECT}) END), 0)::bigint AS change FROM ${WITH_BEFORE}
    WHERE t.billing_account_id = ${account.id} AND (t.id > ${lastId}) = (t.at < ${from}::timestamptz)`);
  return row?.change ?? 0n;
}

/**
 * Where a month begins. Each transaction is of the month it is dated in; what was posted to a month after that was closed is the
 * next month's. Numbers give the order in which balances came about. So do dates, unless a clock was ahead for a while and has
 * dated some later than those that followed: then all of the account's transactions are looked through.
 */
async function startOf(tx: Tx, account: Account, month: string): Promise<Start> {
  const { from } = monthBounds(month);
  const { datedInOrder } = await tx.billingAccount.findUniqueOrThrow({
    where: { id: account.id },
    select: { datedInOrder: true },
  });
  const closed = await tx.statement.findUnique({
    where: { billingAccountId_month: { billingAccountId: account.id, month: previousMonth(month) } },
  });
  if (closed) return startAfterClosed(tx, statementBody.parse(closed.body), from, datedInOrder);
  const own = Prisma.sql`t.at >= ${from}::timestamptz`;
  const last = await tx.ledgerTransaction.findFirst({
    where: { billingAccountId: account.id, at: { lt: from } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { id: true, balanceAfter: true },
  });
  if (!last) return { opening: 0n, own };
  const astray = datedInOrder ? 0n : await changeAstray(tx, account, last.id, from);
  return { opening: (last.balanceAfter ?? 0n) + astray, own };
}

const DESCRIPTIONS: Record<string, string> = {
  payment: 'Payment',
  sale: 'Order',
  adjustment: 'Adjustment',
  reversal: 'Reversal',
};

function lineText(row: LineRow): string {
  const name = DESCRIPTIONS[row.kind] ?? row.kind;
  if (row.kind === 'sale') return `Order ${row.order_id}`;
  return row.note ? `${name}: ${row.note}` : name;
}

/**
 * A month of a billing account from the ledger: only what changed the balance (holds do not), each line with the balance
 * after it, so that `opening + sum(lines) = closing`.
 */
export async function buildStatement(tx: Tx, account: Account, month: string): Promise<StatementBody> {
  const { opening, own } = await startOf(tx, account, month);
  const { to } = monthBounds(month);
  const rows = await tx.$queryRaw<LineRow[]>(Prisma.sql`
    SELECT t.id, t.at, t.kind, t.order_id, t.note, ${EFFECT} AS amount FROM ${WITH_BEFORE}
    WHERE t.billing_account_id = ${account.id} AND t.at < ${to}::timestamptz AND ${own}
      AND t.kind NOT IN ('hold', 'release') -- between wallet and hold: the balance is the sum of both
    ORDER BY t.at, t.id`);
  const newest = await tx.ledgerTransaction.findFirst({
    where: { billingAccountId: account.id },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  const money = (minor: bigint) => formatMoney({ minor, currency: account.currency });
  let balance = opening;
  const lines: StatementDto['lines'] = [];
  for (const row of rows) {
    const { amount } = row;
    if (amount === 0n) continue;
    balance += amount;
    lines.push({
      at: row.at.toISOString(),
      kind: row.kind === 'sale' ? 'order' : row.kind,
      description: lineText(row),
      orderId: row.order_id === null ? null : String(row.order_id),
      amount: money(amount),
      balance: money(balance),
    });
  }
  return {
    billingAccountId: String(account.id),
    name: account.name,
    month,
    currency: account.currency,
    status: 'open',
    opening: money(opening),
    closing: money(balance),
    lines,
    ...(await monthUsage(tx, account.id, month)),
    issuer: await readIssuer(tx),
    lastTransactionId: String(newest?.id ?? 0n),
  };
}

/** Traffic by provider day: of an agent's customers from its roll-up, of a customer that pays for itself from its accounts. */
async function monthUsage(
  tx: Tx,
  billingAccountId: number,
  month: string,
): Promise<Pick<StatementDto, 'usage' | 'byteBase'>> {
  const { from, to } = monthBounds(month);
  const [first, end] = [from.toISOString().slice(0, 10), to.toISOString().slice(0, 10)];
  const rows = await tx.$queryRaw<{ day: string; bytes: string; assets: string[] }[]>(Prisma.sql`
    SELECT u.day::text AS day, round(sum(${bytesSql('u.total', 'k.usage_asset')}))::text AS bytes,
      array_agg(DISTINCT k.usage_asset) AS assets FROM (
      SELECT g.connection_id, g.day, g.total FROM usage_by_agent g JOIN agent a ON a.id = g.agent_id
        WHERE a.billing_account_id = ${billingAccountId} AND g.day >= ${toDbDay(first)} AND g.day < ${toDbDay(end)}
      UNION ALL
      SELECT ua.connection_id, d.day, d.total FROM customer c JOIN upstream_account ua ON ua.customer_id = c.id
        JOIN usage_day d ON d.account_id = ua.id
        WHERE c.billing_account_id = ${billingAccountId} AND d.day >= ${toDbDay(first)} AND d.day < ${toDbDay(end)}
    ) u JOIN connection k ON k.id = u.connection_id GROUP BY u.day ORDER BY u.day`);
  const bases = rows.flatMap((row) => row.assets).map(byteBaseOf);
  return {
    usage: rows.map((row) => ({ date: row.day, totalBytes: byteNumber(BigInt(row.bytes)) })),
    byteBase: bases.length > 0 && bases.every((base) => base === 1000) ? 1000 : 1024,
  };
}
