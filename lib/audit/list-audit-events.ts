import { type Context, requireRole } from '@/lib/core/actor';
import { decodeIdCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db, type Prisma } from '@/lib/infra/db';
import type { AuditEventDto, AuditQuery } from './schemas';

function asRecord(value: Prisma.JsonValue): Record<string, unknown> | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
}

/** Most of the log, and not in the index of acts: the newest of these are never far. */
const ORDINARY = ['order.created', 'order.succeeded'];

/** The acts that begin with a word, looked up one after the other, each behind the one before it. */
async function actsOf(word: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ action: string }[]>`
    WITH RECURSIVE act AS (
      (SELECT action FROM audit_event WHERE action <> 'order.created' AND action <> 'order.succeeded' ORDER BY action LIMIT 1)
      UNION ALL SELECT (SELECT e.action FROM audit_event e WHERE e.action > a.action AND e.action <> 'order.created'
        AND e.action <> 'order.succeeded' ORDER BY e.action LIMIT 1) FROM act a WHERE a.action IS NOT NULL)
    SELECT action FROM act WHERE action IS NOT NULL`;
  return [...ORDINARY, ...rows.map(({ action }) => action)].filter((action) => action.startsWith(`${word}.`));
}

/** `order.created`, or all acts of `order`. */
async function conditionOf(action: string | undefined): Promise<Prisma.AuditEventWhereInput> {
  if (action === undefined) return {};
  return action.includes('.') ? { action } : { action: { in: [action, ...(await actsOf(action))] } };
}

function conditions({ entity, entityId, actor, from, to }: AuditQuery): Prisma.AuditEventWhereInput[] {
  return [
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
    where: { AND: [await conditionOf(query.action), ...conditions(query), after] },
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
