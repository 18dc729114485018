import { recordAudit } from '@/lib/audit';
import { type Context, requireRole } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { inTransaction, isUniqueViolation } from '@/lib/infra/db';
import { getAccount } from './list-accounts';
import { freebitAccountKind } from './parse-account-lines';
import type { AccountDto, AccountInput } from './schemas';
import { assertCustomerExists } from './update-account';

function invalid(path: string, message: string): AppError {
  return new AppError('invalid_input', message, { fields: [{ path, message }] });
}

/** Enters an account by hand, for providers that list nothing. Throws `already_exists` when it is there. */
export async function createAccount(ctx: Context, input: AccountInput): Promise<AccountDto> {
  requireRole(ctx.actor, 'admin');
  const id = await inTransaction(async (tx) => {
    const connection = await tx.connection.findUnique({ where: { id: input.connectionId } });
    if (!connection) throw invalid('connectionId', 'There is no such connection.');
    const customerId = input.customerId ?? null;
    if (customerId !== null) await assertCustomerExists(tx, customerId);
    const data = {
      connectionId: connection.id,
      externalId: input.externalId,
      externalName: input.externalName ?? null,
      customerId,
      kind: connection.provider === 'freebit' ? freebitAccountKind(input.externalId) : 'customer',
    } as const;
    const row = await tx.upstreamAccount.create({ data, select: { id: true } });
    await recordAudit(tx, ctx, { action: 'account.created', entity: 'account', entityId: row.id, after: data });
    return row.id;
  }).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('already_exists', 'This account is already there.', { cause: error });
  });
  return getAccount(ctx, { id });
}
