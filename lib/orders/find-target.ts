import { type OpenAdapter, openAdapter } from '@/lib/connections';
import { agentScope, type Context } from '@/lib/core/actor';
import { type Quantity, quantityFromGb } from '@/lib/core/assets';
import { AppError, notFound } from '@/lib/core/errors';
import { db, Prisma } from '@/lib/infra/db';
import { runSql } from '@/lib/infra/sql';
import { assertIpsAreOwn } from './foreign-ips';
import type { CreateOrderInput } from './schemas';

export type Target = {
  connectionId: number;
  accountId: number | null;
  customerId: number | null;
  agentId: number | null;
};

/** Names of what the order is for, as the order shows them. */
export type TargetNames = {
  account: { externalId: string; externalName: string | null; label: string | null } | null;
  customer: { name: string } | null;
};

type AccountRow = {
  connection_id: number;
  customer_id: number | null;
  agent_id: number | null;
  external_id: string;
  external_name: string | null;
  label: string | null;
  customer_name: string | null;
};

async function findAccount(accountId: number, scope: number | null): Promise<Target & TargetNames> {
  const [row] = await runSql<AccountRow>(Prisma.sql`
    SELECT a.connection_id, a.customer_id, c.agent_id, a.external_id, a.external_name, a.label, c.name AS customer_name
    FROM upstream_account a LEFT JOIN customer c ON c.id = a.customer_id
    WHERE a.id = ${accountId} AND (${scope}::int IS NULL OR c.agent_id = ${scope}::int)`);
  if (!row) throw notFound('The account');
  return {
    connectionId: row.connection_id,
    accountId,
    customerId: row.customer_id,
    agentId: row.agent_id,
    account: { externalId: row.external_id, externalName: row.external_name, label: row.label },
    customer: row.customer_name === null ? null : { name: row.customer_name },
  };
}

/** Who and what the order is for, inside what the actor may see. Throws `not_found`, `invalid_input`. */
export async function findTarget(ctx: Context, input: CreateOrderInput): Promise<Target & TargetNames> {
  const scope = agentScope(ctx.actor);
  if (input.type === 'top_up' || input.type === 'deduct') return findAccount(input.accountId, scope);
  if (scope !== null && input.customerId == null) {
    const message = 'Say which of your customers this is for.';
    throw new AppError('invalid_input', message, { fields: [{ path: 'customerId', message }] });
  }
  const connection = await db().connection.findUnique({ where: { id: input.connectionId }, select: { id: true } });
  if (!connection) throw notFound('The connection');
  const target = { connectionId: connection.id, accountId: null, account: null };
  if (input.customerId == null) return { ...target, customerId: null, agentId: null, customer: null };
  const customer = await db().customer.findFirst({
    where: { id: input.customerId, ...(scope === null ? {} : { agentId: scope }) },
    select: { id: true, agentId: true, name: true },
  });
  if (!customer) throw notFound('The customer');
  if (scope !== null && input.type === 'ip_renew') await assertIpsAreOwn(connection.id, scope, input.ips);
  return { ...target, customerId: customer.id, agentId: customer.agentId, customer: { name: customer.name } };
}

/** The connection that will carry the order. Throws `connection_disabled`. */
export async function openForOrder(connectionId: number): Promise<OpenAdapter> {
  const open = await openAdapter(connectionId);
  if (open.connection.status === 'disabled') {
    throw new AppError('connection_disabled', `The connection ${open.connection.name} is switched off.`);
  }
  return open;
}

/**
 * The order's amount in the provider's unit; null for IP orders.
 * Throws `not_supported` where the provider has no such command, `amount_not_whole`.
 */
export function quantityOf({ adapter, connection }: OpenAdapter, input: CreateOrderInput): Quantity | null {
  const unsupported = () => new AppError('not_supported', `${connection.name} offers no such order.`);
  if (input.type === 'ip_open' || input.type === 'ip_renew') {
    if (!(input.type === 'ip_open' ? adapter.ipOpen : adapter.ipRenew)) throw unsupported();
    return null;
  }
  const command = input.type === 'top_up' ? adapter.topUp : adapter.deduct;
  if (!command) throw unsupported();
  const quantity = quantityFromGb(input.amountGb, command.asset);
  if (quantity) return quantity;
  const message = 'This amount does not come out as whole units of the provider. Use a coarser one, e.g. 0.5.';
  throw new AppError('amount_not_whole', message, { fields: [{ path: 'amountGb', message }] });
}
