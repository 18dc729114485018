import { z } from 'zod';
import { byteBaseOf } from '@/lib/core/assets';
import { formatMoney } from '@/lib/core/money';
import { byteNumber } from '@/lib/core/wire';
import { bytesSql } from '@/lib/infra/asset-sql';
import { db, Prisma, type Tx, toDbDay } from '@/lib/infra/db';
import { type StatementDto, statementDto } from './schemas';
import { readIssuer } from './settings';

/** What a closed statement keeps: what is shown, and up to where in the ledger it goes. */
export const statementBody = statementDto.extend({ lastTransactionId: z.string() });
type StatementBody = z.infer<typeof statementBody>;

type Account = { id: number; name: string; currency: string };
type LineRow = { id: bigint; at: Date; kind: string; order_id: number | null; note: string | null; balance: bigint };

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

/** What was posted last before a month; null where nothing was. */
type Start = { id: bigint; at: Date; balanceAfter: bigint | null } | null;

/**
 * Where a month begins: after the last line of the closed month before, else with the month's first instant. An account's
 * transactions are dated in the order of their numbers (`postTransactions`).
 */
async function startOf(tx: Tx, account: Account, month: string): Promise<Start> {
  const closed = await tx.statement.findUnique({
    where: { billingAccountId_month: { billingAccountId: account.id, month: previousMonth(month) } },
  });
  const last = closed
    ? { id: BigInt(statementBody.parse(closed.body).lastTransactionId) }
    : { at: { lt: monthBounds(month).from } };
  return tx.ledgerTransaction.findFirst({
    where: { billingAccountId: account.id, ...last },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { id: true, at: true, balanceAfter: true },
  });
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
  const start = await startOf(tx, account, month);
  const { to } = monthBounds(month);
  const since = start === null ? Prisma.empty : Prisma.sql`AND id > ${start.id} AND at >= ${start.at}`;
  const rows = await tx.$queryRaw<LineRow[]>(Prisma.sql`
    SELECT id, at, kind, order_id, note, balance_after AS balance FROM ledger_transaction
    WHERE billing_account_id = ${account.id} AND at < ${to} ${since} ORDER BY at, id`);
  const money = (minor: bigint) => formatMoney({ minor, currency: account.currency });
  const opening = start?.balanceAfter ?? 0n;
  let balance = opening;
  const lines: StatementDto['lines'] = [];
  for (const row of rows) {
    const amount = row.balance - balance;
    balance = row.balance;
    if (amount === 0n) continue;
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
    ...(await monthUsage(account.id, month)),
    issuer: await readIssuer(tx),
    lastTransactionId: String(rows.at(-1)?.id ?? start?.id ?? 0n),
  };
}

/** Traffic by provider day: of an agent's customers from its roll-up, of a customer that pays for itself from its accounts. */
async function monthUsage(billingAccountId: number, month: string): Promise<Pick<StatementDto, 'usage' | 'byteBase'>> {
  const { from, to } = monthBounds(month);
  const [first, end] = [from.toISOString().slice(0, 10), to.toISOString().slice(0, 10)];
  const rows = await db().$queryRaw<{ day: string; bytes: string; assets: string[] }[]>(Prisma.sql`
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
