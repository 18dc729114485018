import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, requireRole } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { db, Prisma } from '@/lib/infra/db';
import { runSql } from '@/lib/infra/sql';
import { ProviderError } from '@/lib/providers/errors';
import { parseSettings } from '@/lib/providers/registry';
import type { RequestBudgetDto } from './schemas';

const MINUTE_MS = 60_000;

/** A command waits this long at most: a person is waiting for it. */
const COMMAND_PATIENCE_MS = 5_000;

/** Share of a minute's requests that may come at once; the rest follows at an even pace. */
const BURST_SHARE = 0.25;

/**
 * How a budget is spent: `burst` requests at once, then one each `spacingMs`. Of any sixty seconds, wherever they begin,
 * none holds more than `perMinute` requests: a counter that starts anew each minute would allow twice that.
 */
export function paceOf(perMinute: number): { burst: number; spacingMs: number } {
  const burst = Math.max(1, Math.floor(perMinute * BURST_SHARE));
  return { burst, spacingMs: Math.ceil(MINUTE_MS / (perMinute - burst + 1)) };
}

type Budgeted = { id: number; name: string; perMinute: number };

/** The statement that takes one request if it is due by the database's clock, the one clock of all processes; else no row. */
function takeSql(connectionId: number, spacingMs: number, aheadMs: number): Prisma.Sql {
  const spacing = Prisma.sql`make_interval(secs => ${spacingMs / 1000}::float8)`;
  return Prisma.sql`
    INSERT INTO request_budget AS b (connection_id, next_at, minute, used)
    VALUES (${connectionId}, clock_timestamp() + ${spacing}, date_trunc('minute', clock_timestamp()), 1)
    ON CONFLICT (connection_id) DO UPDATE SET
      next_at = greatest(b.next_at, clock_timestamp()) + ${spacing},
      used = CASE WHEN b.minute = excluded.minute THEN b.used + 1 ELSE 1 END,
      minute = excluded.minute
    WHERE b.next_at <= clock_timestamp() + make_interval(secs => ${aheadMs / 1000}::float8)
    RETURNING connection_id`;
}

/** Takes one request if it is due. Returns how long to wait, 0 when taken. */
async function take(connectionId: number, spacingMs: number, aheadMs: number): Promise<number> {
  const taken = await runSql(takeSql(connectionId, spacingMs, aheadMs));
  if (taken.length === 1) return 0;
  const [row] = await db().$queryRaw<{ wait: number }[]>`
    SELECT ceil(extract(epoch FROM next_at - clock_timestamp()) * 1000 - ${aheadMs}::float8)::int AS wait
    FROM request_budget WHERE connection_id = ${connectionId}`;
  return Math.max(1, row?.wait ?? 1);
}

/** How long a call that was paid for ahead may take to go out: later it would not fit into its minute any more. */
const PAID_MS = 2_000;
const paidUntil = new Map<number, number[]>();

/**
 * The statement that takes a command's call out of the budget together with other work, if it is due. Returns one row
 * when it was taken: tell `notePaid` of it once the transaction is committed.
 */
export function budgetSql({ id, perMinute }: Budgeted): Prisma.Sql {
  const { burst, spacingMs } = paceOf(perMinute);
  return takeSql(id, spacingMs, (burst - 1) * spacingMs);
}

/** The next command of this connection, in this process, goes out on what `budgetSql` has taken. */
export function notePaid(connectionId: number): void {
  const known = paidUntil.get(connectionId) ?? [];
  const now = performance.now();
  paidUntil.set(connectionId, [...known.filter((until) => until > now), now + PAID_MS]);
}

function isPaid(connectionId: number): boolean {
  const until = paidUntil.get(connectionId)?.shift();
  return until !== undefined && (until > performance.now() || isPaid(connectionId));
}

/**
 * Takes one call out of a connection's budget, which holds over all processes, and waits its turn where the pace asks for
 * it; reads leave one place of the burst to commands. Throws ProviderError `budget` when patience ends first.
 */
export async function takeFromBudget(
  connection: Budgeted,
  kind: 'read' | 'command',
  patienceMs: number,
): Promise<void> {
  if (kind === 'command' && isPaid(connection.id)) return;
  const { burst, spacingMs } = paceOf(connection.perMinute);
  const places = kind === 'command' ? burst : Math.max(1, burst - 1);
  const until = performance.now() + (kind === 'command' ? Math.max(COMMAND_PATIENCE_MS, spacingMs) : patienceMs);
  for (;;) {
    const waitMs = await take(connection.id, spacingMs, (places - 1) * spacingMs);
    if (waitMs === 0) return;
    if (performance.now() + waitMs > until) {
      throw new ProviderError(
        'budget',
        `The ${connection.perMinute} requests a minute for ${connection.name} are used up for the moment.`,
        { retryAfterSeconds: Math.ceil(waitMs / 1000) },
      );
    }
    await sleep(waitMs);
  }
}

/** How many of the present minute's requests were made, by all processes. */
export async function requestBudget(ctx: Context, input: { id: number }): Promise<RequestBudgetDto> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const connection = await db().connection.findUnique({ where: { id: input.id } });
  if (!connection) throw notFound('The connection');
  const perMinute = parseSettings(connection.provider, connection.settings).requestsPerMinute;
  const [row] = await db().$queryRaw<{ used: number; left: number }[]>`
    SELECT used, (extract(epoch FROM minute + interval '1 minute' - clock_timestamp()) * 1000)::int AS left
    FROM request_budget WHERE connection_id = ${input.id} AND minute > clock_timestamp() - interval '1 minute'`;
  if (!row) return { perMinute, used: 0, resetsAt: null };
  const resetsAt = new Date(ctx.now().getTime() + row.left).toISOString();
  return { perMinute, used: Math.min(perMinute, row.used), resetsAt };
}
