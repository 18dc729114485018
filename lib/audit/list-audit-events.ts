import { type Context, requireRole } from '@/lib/core/actor';
import { decodeIdCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db, type Prisma } from '@/lib/infra/db';
import type { AuditEventDto, AuditQuery } from './schemas';

function asRecord(value: Prisma.JsonValue): Record<string, unknown> | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
}

function conditions(query: AuditQuery): Prisma.AuditEventWhereInput[] {
  const last = decodeIdCursor(query.cursor);
  const { action, entity, entityId, actor, from, to, sort } = query;
  return [
    last === null ? {} : { id: sort === 'old' ? { gt: last } : { lt: last } },
    action === undefined ? {} : { OR: [{ action }, { action: { startsWith: `${action}.` } }] },
    entity === undefined ? {} : { entity },
    entityId === undefined ? {} : { entityId },
    actor === undefined ? {} : { actor },
    from === undefined ? {} : { at: { gte: new Date(from) } },
    to === undefined ? {} : { at: { lt: new Date(to) } },
  ];
}

/** Who did what, newest first or oldest first. Admins and viewers. */
export async function listAuditEvents(ctx: Context, query: AuditQuery): Promise<ListPage<AuditEventDto>> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const rows = await db().auditEvent.findMany({
    where: { AND: conditions(query) },
    orderBy: { id: query.sort === 'old' ? 'asc' : 'desc' },
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
