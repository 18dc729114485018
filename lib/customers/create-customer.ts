import { recordAudit } from '@/lib/audit';
import { agentScope, type Context, requireRole } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { inTransaction, type Tx } from '@/lib/infra/db';
import { getCustomer } from './get-customer';
import type { CustomerDto, CustomerInput } from './schemas';

/** Throws `invalid_input` when an agent that a customer is given to does not exist. */
export async function assertAgentExists(tx: Tx, agentId: number): Promise<void> {
  const agent = await tx.agent.findFirst({ where: { id: agentId, archivedAt: null }, select: { id: true } });
  if (agent) return;
  const message = 'There is no such agent.';
  throw new AppError('invalid_input', message, { fields: [{ path: 'agentId', message }] });
}

/** Adds a customer. An agent's customer is its own whatever the input says; another agent's id is refused. */
export async function createCustomer(ctx: Context, input: CustomerInput): Promise<CustomerDto> {
  requireRole(ctx.actor, 'admin', 'agent');
  const scope = agentScope(ctx.actor);
  if (scope !== null && input.agentId != null && input.agentId !== scope) {
    throw new AppError('forbidden', 'You can add customers for yourself only.');
  }
  const agentId = scope ?? input.agentId ?? null;
  const id = await inTransaction(async (tx) => {
    if (agentId !== null) await assertAgentExists(tx, agentId);
    const data = {
      name: input.name,
      email: input.email ?? null,
      agentId,
      tags: [...new Set(input.tags ?? [])],
      note: input.note ?? null,
    };
    const row = await tx.customer.create({ data, select: { id: true } });
    await recordAudit(tx, ctx, {
      action: 'customer.created',
      entity: 'customer',
      entityId: row.id,
      agentId,
      after: data,
    });
    return row.id;
  });
  return getCustomer(ctx, { id });
}
