import { recordAudit } from '@/lib/audit';
import { agentScope, type Context, requireRole } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { inTransaction } from '@/lib/infra/db';
import { moveCustomerUsage } from '@/lib/usage';
import { assertAgentExists } from './create-customer';
import { getCustomer } from './get-customer';
import type { CustomerDto, CustomerPatch } from './schemas';

/** Changes a customer. Given to another agent, its usage history moves with it. */
export async function updateCustomer(ctx: Context, input: { id: number } & CustomerPatch): Promise<CustomerDto> {
  requireRole(ctx.actor, 'admin', 'agent');
  const scope = agentScope(ctx.actor);
  const { id, ...patch } = input;
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM customer WHERE id = ${id} FOR UPDATE`;
    const before = await tx.customer.findFirst({ where: { id, ...(scope === null ? {} : { agentId: scope }) } });
    if (!before) throw notFound('The customer');
    if (scope !== null && patch.agentId !== undefined && patch.agentId !== scope) {
      throw new AppError('forbidden', 'Only an admin can give a customer to another agent.');
    }
    const data = {
      ...(patch.name === undefined ? {} : { name: patch.name }),
      ...(patch.email === undefined ? {} : { email: patch.email }),
      ...(patch.agentId === undefined ? {} : { agentId: patch.agentId }),
      ...(patch.tags === undefined ? {} : { tags: [...new Set(patch.tags)] }),
      ...(patch.note === undefined ? {} : { note: patch.note }),
    };
    if (data.agentId != null) await assertAgentExists(tx, data.agentId);
    await tx.customer.update({ where: { id }, data, select: { id: true } });
    if (data.agentId !== undefined && data.agentId !== before.agentId) {
      await moveCustomerUsage(tx, { customerId: id, fromAgentId: before.agentId, toAgentId: data.agentId });
    }
    const { name, email, agentId, tags, note } = before;
    await recordAudit(tx, ctx, {
      action: 'customer.updated',
      entity: 'customer',
      entityId: id,
      agentId: data.agentId ?? before.agentId,
      before: { name, email, agentId, tags, note },
      after: data,
    });
  });
  return getCustomer(ctx, { id });
}
