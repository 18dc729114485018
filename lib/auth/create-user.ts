import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { inTransaction, isUniqueViolation } from '@/lib/infra/db';
import { agentFor, normalEmail, requireAdmin } from './internal';
import { hashPassword, randomPassword } from './passwords';
import type { UserInput } from './schemas';

export type NewUser = {
  id: string;
  email: string;
  role: UserInput['role'];
  agentId: string | null;
  /** The password that was made up, told this once; `null` when one was given. */
  password: string | null;
};

/** The agent of a new user: none for house roles. Throws `invalid_input`, `not_found`. */
export async function agentOf(input: Pick<UserInput, 'role' | 'agentId'>, email: string): Promise<number | null> {
  if (input.role !== 'agent') {
    if (input.agentId === undefined) return null;
    throw new AppError('invalid_input', 'Only a user of the role agent belongs to an agent.', {
      fields: [{ path: 'agentId', message: 'Leave it out for this role.' }],
    });
  }
  return (await agentFor({ agentId: input.agentId, agentEmail: email })).id;
}

/**
 * Adds a person who may sign in. Admins only. A user of the role `agent` belongs to the agent named by `agentId`, else to
 * the agent of the same e-mail. Throws `already_exists`, `not_found` for the agent.
 */
export async function createUser(ctx: Context, input: UserInput): Promise<NewUser> {
  requireAdmin(ctx);
  const email = normalEmail(input.email);
  const agentId = await agentOf(input, email);
  const password = input.password ?? randomPassword();
  const passwordHash = await hashPassword(password);
  const name = input.name ?? email.split('@')[0] ?? email;
  try {
    const id = await inTransaction(async (tx) => {
      const user = await tx.user.create({
        data: { email, name, role: input.role, agentId, passwordHash, createdAt: ctx.now() },
        select: { id: true },
      });
      const after = { email, name, role: input.role, agentId };
      await recordAudit(tx, ctx, { action: 'user.created', entity: 'user', entityId: user.id, agentId, after });
      return user.id;
    });
    return {
      id: String(id),
      email,
      role: input.role,
      agentId: agentId === null ? null : String(agentId),
      password: input.password === undefined ? password : null,
    };
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('already_exists', `There is already a user ${email}.`);
    throw error;
  }
}
