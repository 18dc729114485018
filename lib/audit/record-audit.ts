import { type Actor, actorKey, type Context } from '@/lib/core/actor';
import { Prisma, type Tx } from '@/lib/infra/db';

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

function asJson(value: Record<string, unknown> | undefined): Prisma.InputJsonValue | typeof Prisma.DbNull {
  if (value === undefined) return Prisma.DbNull;
  return JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)),
  );
}

/** Writes an audit event in the verb's own transaction: without the act there is no event, and without the event no act. */
export async function recordAudit(tx: Tx, ctx: Context, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({
    data: {
      at: ctx.now(),
      actor: actorKey(ctx.actor),
      actorName: actorName(ctx.actor),
      action: entry.action,
      entity: entry.entity,
      entityId: entry.entityId === null ? null : String(entry.entityId),
      agentId: entry.agentId ?? null,
      before: asJson(entry.before),
      after: asJson(entry.after),
      address: ctx.actor.kind === 'system' ? null : ctx.actor.address,
    },
    select: { id: true },
  });
}
