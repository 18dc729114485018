import type { SyncRun } from '@/generated/prisma/client';
import { recordAudit } from '@/lib/audit';
import { type Context, requireRole } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { db, inTransaction } from '@/lib/infra/db';
import { enqueue } from '@/lib/infra/jobs';
import type { UsageWindow } from '@/lib/providers/port';
import { parseSettings } from '@/lib/providers/registry';
import { toSyncRunDto, windowOf } from './internal';
import type { SyncInput, SyncRunDto } from './schemas';

type SyncTrigger = 'manual' | 'schedule';

/**
 * Adds a run and its job, or gives the one that is queued or running already: a connection is read by one run at a time,
 * which the database guards.
 */
export async function createRun(
  ctx: Context,
  connectionId: number,
  window: UsageWindow,
  trigger: SyncTrigger,
): Promise<SyncRun> {
  // The running one may end between our two looks; then there is room for ours.
  for (let look = 0; look < 5; look++) {
    const made = await inTransaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ id: number }[]>`
        INSERT INTO sync_run (connection_id, status, trigger, from_day, to_day, created_at)
        VALUES (${connectionId}, 'queued', ${trigger}, ${window.from}::date, ${window.to}::date, ${ctx.now()})
        ON CONFLICT (connection_id) WHERE status IN ('queued', 'running') DO NOTHING RETURNING id`;
      if (!row) return null;
      await enqueue('sync', { runId: row.id }, { tx });
      if (trigger === 'manual') {
        await recordAudit(tx, ctx, {
          action: 'sync.started',
          entity: 'connection',
          entityId: connectionId,
          after: { runId: row.id, ...window },
        });
      }
      return tx.syncRun.findUniqueOrThrow({ where: { id: row.id } });
    });
    if (made) return made;
    const active = await db().syncRun.findFirst({ where: { connectionId, status: { in: ['queued', 'running'] } } });
    if (active) return active;
  }
  throw new AppError('conflict', 'Another sync of this connection is just starting. Try again.', { retryable: true });
}

/** Starts reading a connection; while a run is queued or running, gives that one. Throws `connection_disabled`. */
export async function startSync(ctx: Context, input: { connectionId: number } & SyncInput): Promise<SyncRunDto> {
  requireRole(ctx.actor, 'admin');
  const connection = await db().connection.findUnique({ where: { id: input.connectionId } });
  if (!connection) throw notFound('The connection');
  if (connection.status === 'disabled') {
    throw new AppError('connection_disabled', `The connection ${connection.name} is switched off. Switch it on first.`);
  }
  const { timeZone } = parseSettings(connection.provider, connection.settings);
  const window = await windowOf(connection.id, timeZone, ctx.now(), input);
  return toSyncRunDto(await createRun(ctx, connection.id, window, 'manual'));
}
