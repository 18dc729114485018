import { recordAudit } from '@/lib/audit';
import { actorKey, agentScope, type Context, requireRole } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { db, inTransaction, isUniqueViolation } from '@/lib/infra/db';
import type { StatementDto } from './schemas';
import { buildStatement, monthBounds, statementBody } from './statement-body';

type Key = { billingAccountId: number; month: string };

/** The account, if the actor may see it: an agent its own. */
async function findAccount(ctx: Context, id: number) {
  const scope = agentScope(ctx.actor);
  const account = await db().billingAccount.findFirst({
    where: { id, ...(scope === null ? {} : { agent: { id: scope } }) },
    select: { id: true, name: true, currency: true, agent: { select: { id: true } } },
  });
  if (!account) throw notFound('The billing account');
  return account;
}

function assertBegun(ctx: Context, month: string): void {
  if (monthBounds(month).from <= ctx.now()) return;
  const message = 'This month has not begun.';
  throw new AppError('invalid_input', message, { fields: [{ path: 'month', message }] });
}

function shown(body: unknown): StatementDto {
  const { lastTransactionId: _, ...statement } = statementBody.parse(body);
  return statement;
}

/** A month's statement: as it was frozen once closed, from the ledger until then. Months are of UTC. */
export async function getStatement(ctx: Context, key: Key): Promise<StatementDto> {
  const account = await findAccount(ctx, key.billingAccountId);
  const closed = await db().statement.findUnique({
    where: { billingAccountId_month: { billingAccountId: account.id, month: key.month } },
  });
  if (closed) return shown(closed.body);
  assertBegun(ctx, key.month);
  return shown(await buildStatement(db(), account, key.month));
}

/** Freezes a month. What the ledger gets after that is on the next month's statement. Throws `invalid_state` when closed. */
export async function closeStatement(ctx: Context, key: Key): Promise<StatementDto> {
  requireRole(ctx.actor, 'admin');
  const account = await findAccount(ctx, key.billingAccountId);
  assertBegun(ctx, key.month);
  try {
    return await inTransaction(async (tx) => {
      // Locked: no transaction of this account is under way while its last line is taken.
      await tx.$queryRaw`SELECT id FROM billing_account WHERE id = ${account.id} FOR NO KEY UPDATE`;
      const later = await tx.statement.findFirst({
        where: { billingAccountId: account.id, month: { gt: key.month } },
        select: { month: true },
      });
      if (later) throw new AppError('invalid_state', `A later month, ${later.month}, is closed already.`);
      const body = { ...(await buildStatement(tx, account, key.month)), status: 'closed' as const };
      await tx.statement.create({
        data: {
          billingAccountId: account.id,
          month: key.month,
          body,
          closedAt: ctx.now(),
          closedBy: actorKey(ctx.actor),
        },
        select: { id: true },
      });
      await recordAudit(tx, ctx, {
        action: 'statement.closed',
        entity: 'statement',
        entityId: `${account.id}/${key.month}`,
        agentId: account.agent?.id ?? null,
        after: { closing: body.closing, lines: body.lines.length },
      });
      return shown(body);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('invalid_state', 'This month is closed already.', { cause: error });
  }
}
