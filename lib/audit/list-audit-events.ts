import { type Context, requireRole } from '@/lib/core/actor';
import { decodeIdCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db, type Prisma } from '@/lib/infra/db';
import type { AuditEventDto, AuditQuery } from './schemas';

function asRecord(value: Prisma.JsonValue): Record<string, unknown> | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
}

function conditions({ action, entity, entityId, actor, from, to }: AuditQuery): Prisma.AuditEventWhereInput[] {
  return [
    action === undefined ? {} : { OR: [{ action }, { action: { startsWith: `${action}.` } }] },
    entity === undefined ? {} : { entity },
    entityId === undefined ? {} : { entityId },
    actor === undefined ? {} : { actor },
    from === undefined ? {} : { at: { gte: new Date(from) } },
    to === undefined ? {} : { at: { lt: new Date(to) } },
  ];
}

/**
 * The order of the list and where it goes on. Between instants it is by time, so that it begins where they do however much lies
 * before; else by number, which is the same but for events of one moment.
 */
async function placeOf({ cursor, sort, from, to }: AuditQuery) {
  const last = decodeIdCursor(cursor);
  const way = sort === 'old' ? ('asc' as const) : ('desc' as const);
  const beyond = <Value>(value: Value) => (sort === 'old' ? { gt: value } : { lt: value });
  const after: Prisma.AuditEventWhereInput = last === null ? {} : { id: beyond(last) };
  if (from === undefined && to === undefined) return { after, orderBy: [{ id: way }] };
  const orderBy = [{ at: way }, { id: way }];
  const row = last === null ? null : await db().auditEvent.findUnique({ where: { id: last }, select: { at: true } });
  if (!row) return { after, orderBy };
  const upTo = sort === 'old' ? { gte: row.at } : { lte: row.at }; // the part for the index
  return { after: { AND: [{ at: upTo }, { OR: [{ at: beyond(row.at) }, after] }] }, orderBy };
}

/** Who did what, newest first or oldest first. Admins and viewers. */
export async function listAuditEvents(ctx: Context, query: AuditQuery): Promise<ListPage<AuditEventDto>> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const { after, orderBy } = await placeOf(query);
  const rows = await db().auditEvent.findMany({
    where: { AND: [...conditions(query), after] },
    orderBy,
    take: query.limit + 1,
  });
  const page = toPage(rows, query.limit);
  return {
    nextCursor: page.nextCursor,
    data: page.data.map((row) => ({
      id: String(row.id),
      at: row.at.toISOString(),
      actor: row.actor,
      actorName: row.actorName,
      action: row.action,
      entity: row.entity,
      entityId: row.entityId,
      agentId: row.agentId === null ? null : String(row.agentId),
      before: asRecord(row.before),
      after: asRecord(row.after),
      address: row.address,
      sealNo: row.sealNo === null ? null : Number(row.sealNo),
      hash: row.hash,
    })),
  };
}
