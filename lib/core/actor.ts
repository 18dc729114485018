import { AppError } from './errors';

export type Role = 'admin' | 'agent' | 'viewer';

/** Who acts. Cron and people take the same way: a job is the actor `system` with its name. */
export type Actor =
  | {
      kind: 'user';
      userId: number;
      name: string;
      role: Role;
      agentId: number | null;
      sessionId: string;
      address: string | null;
    }
  | { kind: 'key'; keyId: number; name: string; role: Role; agentId: number | null; address: string | null }
  | { kind: 'system'; name: string };

/** What every verb takes first: who acts, and the clock. */
export type Context = { actor: Actor; now: () => Date };

/** The actor as kept in rows: `user:3`, `key:7`, `system:sync`. */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return `user:${actor.userId}`;
    case 'key':
      return `key:${actor.keyId}`;
    case 'system':
      return `system:${actor.name}`;
  }
}

/** The agent whose rows the actor is confined to, or `null` for all. Every query of a noun is scoped by it. */
export function agentScope(actor: Actor): number | null {
  if (actor.kind === 'system' || actor.role !== 'agent') return null;
  if (actor.agentId === null) throw new AppError('forbidden', 'This sign-in belongs to no agent.');
  return actor.agentId;
}

/** True for an admin or a job of ours. */
export function isAdmin(actor: Actor): boolean {
  return actor.kind === 'system' || actor.role === 'admin';
}

/** True for who may see cost, margin, provider internals and other people: admins and viewers. */
export function seesInternals(actor: Actor): boolean {
  return actor.kind === 'system' || actor.role !== 'agent';
}

/** Throws `forbidden` unless the actor has one of the roles; jobs of ours may do everything. */
export function requireRole(actor: Actor, ...roles: Role[]): void {
  if (actor.kind === 'system' || roles.includes(actor.role)) return;
  throw new AppError('forbidden', 'Your role does not allow this.');
}

/** The context of a job of ours. */
export function systemContext(name: string, now: () => Date = () => new Date()): Context {
  return { actor: { kind: 'system', name }, now };
}
