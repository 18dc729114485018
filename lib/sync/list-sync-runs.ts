import { type Context, requireRole } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { type ListPage, newestFirst, toPage } from '@/lib/core/paging';
import { db } from '@/lib/infra/db';
import { toSyncRunDto } from './internal';
import type { SyncRunDto, SyncRunQuery } from './schemas';

/** Runs, newest first. Admins and viewers only. */
export async function listSyncRuns(ctx: Context, query: SyncRunQuery): Promise<ListPage<SyncRunDto>> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const rows = await db().syncRun.findMany(
    newestFirst(query, query.connectionId === undefined ? {} : { connectionId: query.connectionId }),
  );
  const page = toPage(rows, query.limit);
  return { data: page.data.map(toSyncRunDto), nextCursor: page.nextCursor };
}

/** One run. Throws `not_found`. */
export async function getSyncRun(ctx: Context, input: { id: number }): Promise<SyncRunDto> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const row = await db().syncRun.findUnique({ where: { id: input.id } });
  if (!row) throw notFound('The sync run');
  return toSyncRunDto(row);
}
