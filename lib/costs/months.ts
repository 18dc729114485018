import type { Context } from '@/lib/core/actor';
import { actorKey } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { db, inTransaction, type Tx } from '@/lib/infra/db';

/** Days after a month's end until which what was bought in it may still become known. */
const OPEN_DAYS = 10;

const DAY_MS = 86_400_000;

/** The month of UTC that an instant falls in. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}

/** The month `count` months later (earlier when negative). */
export function addMonths(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number);
  return monthOf(new Date(Date.UTC(year ?? 0, (number ?? 1) - 1 + count, 1)));
}

/** The first instant of a month `YYYY-MM`, in UTC. */
export function startOfMonth(month: string): Date {
  return new Date(`${month}-01T00:00:00Z`);
}

/** From when on a month is closed by itself. */
export function closesAt(month: string): Date {
  return new Date(startOfMonth(addMonths(month, 1)).getTime() + OPEN_DAYS * DAY_MS);
}

/** The first month that is not closed; null while none is. */
export async function firstOpenMonth(tx: Tx = db()): Promise<string | null> {
  const last = await tx.costMonth.findFirst({ orderBy: { month: 'desc' }, select: { month: true } });
  return last ? addMonths(last.month, 1) : null;
}

/** Throws `conflict` for an instant in a closed month: what is known too late counts from the first open one. */
export async function assertOpen(tx: Tx, at: Date): Promise<void> {
  const open = await firstOpenMonth(tx);
  if (open === null || at >= startOfMonth(open)) return;
  throw new AppError('conflict', `${monthOf(at)} is closed. Enter it with a day from ${open}-01 on.`);
}

/**
 * Closes the months that ended more than ten days ago, once every connection's sales in them are costed. Waits for nobody:
 * what is not ready is closed next time.
 */
export async function closeDueMonths(ctx: Context): Promise<void> {
  const month = addMonths(monthOf(new Date(ctx.now().getTime() - OPEN_DAYS * DAY_MS)), -1);
  const open = await firstOpenMonth();
  if (open !== null && month < open) return;
  await inTransaction(async (tx) => {
    // Locked in one order, so that nobody adds to the month while it is being closed.
    const states = await tx.$queryRaw<{ ready: boolean }[]>`
      SELECT coalesce(costed_to >= ${startOfMonth(addMonths(month, 1))}, false) AND recost_from IS NULL AS ready
      FROM cost_state ORDER BY connection_id FOR UPDATE`;
    const connections = await tx.connection.count();
    if (states.length < connections || states.some(({ ready }) => !ready)) return;
    await tx.costMonth.createMany({
      data: { month, closedAt: ctx.now(), closedBy: actorKey(ctx.actor) },
      skipDuplicates: true,
    });
  });
}
