import { type Context, requireRole } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { decodeIntCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db } from '@/lib/infra/db';
import { toConnectionDto } from './internal';
import type { ConnectionDto, ConnectionQuery } from './schemas';

/** Connections, oldest first, since that is how they are known. Admins and viewers only; never any credential. */
export async function listConnections(
  ctx: Context,
  query: Partial<ConnectionQuery> = {},
): Promise<ListPage<ConnectionDto>> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const limit = query.limit ?? 500;
  const after = decodeIntCursor(query.cursor);
  const rows = await db().connection.findMany({
    ...(after === null ? {} : { where: { id: { gt: after } } }),
    orderBy: { id: 'asc' },
    take: limit + 1,
  });
  const page = toPage(rows, limit);
  return { data: page.data.map(toConnectionDto), nextCursor: page.nextCursor };
}

/** One connection. Throws `not_found`. */
export async function getConnection(ctx: Context, input: { id: number }): Promise<ConnectionDto> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const row = await db().connection.findUnique({ where: { id: input.id } });
  if (!row) throw notFound('The connection');
  return toConnectionDto(row);
}
