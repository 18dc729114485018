import { Prisma, type Tx } from '@/lib/infra/db';
import { firstOpenMonth, startOfMonth } from './months';
import { rollUp } from './roll-up';

type CostState = {
  costed_to: Date | null;
  recost_from: Date | null;
  swept_at: Date | null;
  opened_at: Date | null;
  taken_at: Date | null;
};

/**
 * Locks a connection's costing until the transaction ends: blocks, list costs and the cost of its sales change under it
 * only. With `wait` false the answer is null where another process has it.
 */
export async function lockState(tx: Tx, connectionId: number, wait = true): Promise<CostState | null> {
  await tx.$executeRaw`INSERT INTO cost_state (connection_id) VALUES (${connectionId}) ON CONFLICT DO NOTHING`;
  const [row] = await tx.$queryRaw<CostState[]>(Prisma.sql`
    SELECT costed_to, recost_from, swept_at, opened_at, taken_at FROM cost_state WHERE connection_id = ${connectionId}
    FOR UPDATE ${wait ? Prisma.empty : Prisma.sql`SKIP LOCKED`}`);
  return row ?? null;
}

/**
 * Asks for the connection's sales since an instant to be costed again; those of closed months stay as they are. The
 * connection's state must be locked.
 */
export async function askRecost(tx: Tx, connectionId: number, since: Date): Promise<void> {
  const open = await firstOpenMonth(tx);
  const from = open !== null && since < startOfMonth(open) ? startOfMonth(open) : since;
  await tx.$executeRaw`UPDATE cost_state SET recost_from = least(recost_from, ${from}) WHERE connection_id = ${connectionId}`;
}

/**
 * Takes back what sales of open months since `from` cost, so that they can be costed again: blocks, returned parts and
 * sums are as if they had never been costed.
 */
export async function undoSince(tx: Tx, connectionId: number, from: Date): Promise<void> {
  const open = await firstOpenMonth(tx);
  const rows = Prisma.sql`connection_id = ${connectionId} AND settled_at >= ${from} AND month >= ${open ?? ''}`;
  await rollUp(tx, -1, rows);
  await tx.$executeRaw`
    UPDATE cost_block b SET remaining = b.remaining + u.amount, spent_micro = b.spent_micro - u.cost
    FROM (SELECT block_id, sum(amount) AS amount, coalesce(sum(cost_micro) FILTER (WHERE basis = 'blocks'), 0) AS cost
      FROM cost_allocation WHERE ${rows} AND block_id IS NOT NULL GROUP BY 1) u WHERE b.id = u.block_id`;
  await tx.$executeRaw`
    UPDATE cost_allocation a SET returned = a.returned + u.amount
    FROM (SELECT returns, sum(amount) AS amount FROM cost_allocation WHERE ${rows} AND returns IS NOT NULL GROUP BY 1) u
    WHERE a.id = u.returns`;
  await tx.$executeRaw`DELETE FROM cost_allocation WHERE ${rows}`;
  await tx.$executeRaw`
    UPDATE cost_state SET recost_from = NULL, costed_to = least(costed_to, ${from}) WHERE connection_id = ${connectionId}`;
}
