import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, requireRole } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { SharedLimit } from '@/lib/infra/rate-limit';
import { ProviderError } from '@/lib/providers/errors';
import { parseSettings } from '@/lib/providers/registry';
import type { RequestBudgetDto } from './schemas';

/** Name of the budgets among the shared limits; the key is the connection's id. */
const NAME = 'provider';
const MINUTE = 60;

/** Share of a minute that reads leave to commands. */
const COMMAND_SHARE = 0.1;

/** A command waits this long at most: a person is waiting for it. */
const COMMAND_PATIENCE_MS = 5_000;

const limits = new Map<number, SharedLimit>();

/** Limits of different sizes count on the same row: each connection has one counter for all of its calls. */
function limitOf(perMinute: number): SharedLimit {
  let limit = limits.get(perMinute);
  if (!limit) {
    limit = new SharedLimit(NAME, perMinute, MINUTE);
    limits.set(perMinute, limit);
  }
  return limit;
}

/** How many calls a minute reads may bring it to. */
export function readShare(perMinute: number): number {
  return Math.max(1, perMinute - Math.ceil(perMinute * COMMAND_SHARE));
}

/**
 * Takes one call out of a connection's budget, which holds over all processes, and waits for the next minute where it is
 * used up; commands may use what reads have to leave. Throws ProviderError `budget` when patience ends first.
 */
export async function takeFromBudget(
  connection: { id: number; name: string; perMinute: number },
  kind: 'read' | 'command',
  patienceMs: number,
): Promise<void> {
  const limit = limitOf(kind === 'command' ? connection.perMinute : readShare(connection.perMinute));
  const key = String(connection.id);
  const until = Date.now() + (kind === 'command' ? COMMAND_PATIENCE_MS : patienceMs);
  for (;;) {
    const { allowed, msBeforeNext } = await limit.take(key);
    if (allowed) return;
    // A refused call must not count, or those who wait would use up the minute of those who may go.
    await limit.giveBack(key);
    const waitMs = Math.max(50, msBeforeNext) + Math.random() * 250;
    if (Date.now() + waitMs > until) {
      const seconds = Math.ceil(msBeforeNext / 1000);
      throw new ProviderError(
        'budget',
        `The ${connection.perMinute} requests a minute for ${connection.name} are used up.`,
        {
          retryAfterSeconds: Math.max(1, seconds),
        },
      );
    }
    await sleep(waitMs);
  }
}

/** How much of the present minute's requests is used up, by all processes. */
export async function requestBudget(ctx: Context, input: { id: number }): Promise<RequestBudgetDto> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const connection = await db().connection.findUnique({ where: { id: input.id } });
  if (!connection) throw notFound('The connection');
  const perMinute = parseSettings(connection.provider, connection.settings).requestsPerMinute;
  const row = await db().rateLimit.findUnique({ where: { key: `${NAME}:${input.id}` } });
  const expire = row?.expire == null ? 0 : Number(row.expire);
  if (!row || expire <= ctx.now().getTime()) return { perMinute, used: 0, resetsAt: null };
  return { perMinute, used: Math.max(0, row.points), resetsAt: new Date(expire).toISOString() };
}
