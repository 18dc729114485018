import { type Actor, actorKey, type Context } from '@/lib/core/actor';
import { Prisma } from '@/lib/infra/db';
import type { SqlRunner } from '@/lib/infra/sql';

export type AuditEntry = {
  /** Past tense with its noun: `order.created`, `connection.updated`. */
  action: string;
  entity: string;
  entityId: number | bigint | string | null;
  /** The agent concerned, if any. */
  agentId?: number | null;
  /** Changed fields only; never a secret. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

/** The actor's display name. */
export function actorName(actor: Actor): string {
  return actor.name;
}

function asJson(value: Record<string, unknown> | undefined): string | null {
  if (value === undefined) return null;
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
}

/** The statement that writes an audit event, alone or as part (`WITH … AS (…)`) of the statement that does the act. */
export function auditEventSql(ctx: Context, entry: AuditEntry): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO audit_event (at, actor, actor_name, action, entity, entity_id, agent_id, before, after, address)
    VALUES (${ctx.now()}, ${actorKey(ctx.actor)}, ${actorName(ctx.actor)}, ${entry.action}, ${entry.entity},
      ${entry.entityId === null ? null : String(entry.entityId)}, ${entry.agentId ?? null},
      ${asJson(entry.before)}::jsonb, ${asJson(entry.after)}::jsonb,
      ${ctx.actor.kind === 'system' ? null : ctx.actor.address})`;
}

/** Writes an audit event in the verb's own transaction: without the act there is no event, and without the event no act. */
export async function recordAudit(tx: SqlRunner, ctx: Context, entry: AuditEntry): Promise<void> {
  await tx.$executeRaw(auditEventSql(ctx, entry));
}

/** Several at once, in their order, for an act on many rows: one statement whatever their number. */
export async function recordAudits(tx: SqlRunner, ctx: Context, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({
    action: entry.action,
    entity: entry.entity,
    entity_id: entry.entityId === null ? null : String(entry.entityId),
    agent_id: entry.agentId ?? null,
    before: asJson(entry.before),
    after: asJson(entry.after),
  }));
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO audit_event (at, actor, actor_name, action, entity, entity_id, agent_id, before, after, address)
    SELECT ${ctx.now()}::timestamptz, ${actorKey(ctx.actor)}, ${actorName(ctx.actor)}, e.action, e.entity, e.entity_id, e.agent_id,
      e.before::jsonb, e.after::jsonb, ${ctx.actor.kind === 'system' ? null : ctx.actor.address}
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS (action text, entity text, entity_id text, agent_id int, before text, after text)) WITH ORDINALITY
      AS e (action, entity, entity_id, agent_id, before, after, no)
    ORDER BY e.no`);
}
