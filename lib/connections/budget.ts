import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, requireRole } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
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

/** Takes one request if it is due by the database's clock, the one clock of all processes. Returns how long to wait, 0 when taken. */
async function take(connectionId: number, spacingMs: number, aheadMs: number): Promise<number> {
  const taken = await db().$executeRaw`
    INSERT INTO request_budget AS b (connection_id, next_at, minute, used)
    VALUES (${connectionId}, clock_timestamp() + make_interval(secs => ${spacingMs / 1000}::float8), date_trunc('minute', clock_timestamp()), 1)
    ON CONFLICT (connection_id) DO UPDATE SET
      next_at = greatest(b.next_at, clock_timestamp()) + make_interval(secs => ${spacingMs / 1000}::float8),
      used = CASE WHEN b.minute = excluded.minute THEN b.used + 1 ELSE 1 END,
      minute = excluded.minute
    WHERE b.next_at <= clock_timestamp() + make_interval(secs => ${aheadMs / 1000}::float8)`;
  if (taken === 1) return 0;
  const [row] = await db().$queryRaw<{ wait: number }[]>`
    SELECT ceil(extract(epoch FROM next_at - clock_timestamp()) * 1000 - ${aheadMs}::float8)::int AS wait
    FROM request_budget WHERE connection_id = ${connectionId}`;
  return Math.max(1, row?.wait ?? 1);
}

/**
 * Takes one call out of a connection's budget, which holds over all processes, and waits its turn where the pace asks for
 * it; reads leave one place of the burst to commands. Throws ProviderError `budget` when patience ends first.
 */
export async function takeFromBudget(
  connection: { id: number; name: string; perMinute: number },
  kind: 'read' | 'command',
  patienceMs: number,
): Promise<void> {
  const { burst, spacingMs } = paceOf(connection.perMinute);
  const places = kind === 'command' ? burst : Math.max(1, burst - 1);
  const until = Date.now() + (kind === 'command' ? Math.max(COMMAND_PATIENCE_MS, spacingMs) : patienceMs);
  for (;;) {
    const waitMs = await take(connection.id, spacingMs, (places - 1) * spacingMs);
    if (waitMs === 0) return;
    if (Date.now() + waitMs > until) {
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
  const row = await db().requestBudget.findUnique({ where: { connectionId: input.id } });
  const ends = row ? row.minute.getTime() + MINUTE_MS : 0;
  if (!row || ends <= ctx.now().getTime()) return { perMinute, used: 0, resetsAt: null };
  return { perMinute, used: Math.min(perMinute, row.used), resetsAt: new Date(ends).toISOString() };
}
