import { openAdapter } from '@/lib/connections';
import { agentScope, type Context } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { gbText } from '@/lib/core/wire';
import { db, type Prisma } from '@/lib/infra/db';
import { usedBy } from './internal';
import type { AutoTopUpDto, AutoTopUpRuleDto } from './schemas';

type Account = {
  id: number;
  connectionId: number;
  externalId: string;
  externalName: string | null;
  label: string | null;
};

function readAccounts(ctx: Context, where: Prisma.UpstreamAccountWhereInput): Promise<Account[]> {
  const scope = agentScope(ctx.actor);
  return db().upstreamAccount.findMany({
    where: { AND: [where, scope === null ? {} : { customer: { agentId: scope } }] },
    orderBy: { id: 'desc' },
    take: 100,
    select: { id: true, connectionId: true, externalId: true, externalName: true, label: true },
  });
}

type RuleRow = Prisma.AutoTopUpGetPayload<object>;

async function toRule(ctx: Context, row: RuleRow): Promise<AutoTopUpRuleDto> {
  const used = await usedBy(db(), row.id, ctx.now());
  return {
    thresholdGb: gbText(row.thresholdGb),
    amountGb: gbText(row.amountGb),
    dailyCapGb: row.dailyCapGb === null ? null : gbText(row.dailyCapGb),
    monthlyCapGb: row.monthlyCapGb === null ? null : gbText(row.monthlyCapGb),
    enabled: row.enabled,
    disabledWhy: row.disabledWhy,
    waitingFor: row.waitingFor,
    checkedAt: row.checkedAt?.toISOString() ?? null,
    todayGb: gbText(used.todayGb),
    monthGb: gbText(used.monthGb),
    lastFiredAt: row.lastFiredAt?.toISOString() ?? null,
    lastOrderId: row.lastOrderId === null ? null : String(row.lastOrderId),
  };
}

async function toDtos(ctx: Context, accounts: readonly Account[]): Promise<AutoTopUpDto[]> {
  const rows = await db().autoTopUp.findMany({ where: { accountId: { in: accounts.map(({ id }) => id) } } });
  const rules = new Map(rows.map((row) => [row.accountId, row]));
  return Promise.all(
    accounts.map(async (account) => {
      const row = rules.get(account.id);
      return {
        accountId: String(account.id),
        accountName: account.label ?? account.externalName ?? account.externalId,
        rule: row ? await toRule(ctx, row) : null,
      };
    }),
  );
}

/** An account's automatic top-up. Throws `not_found`, also for another agent's. */
export async function readAutoTopUp(ctx: Context, accountId: number): Promise<AutoTopUpDto> {
  const [dto] = await toDtos(ctx, await readAccounts(ctx, { id: accountId }));
  if (!dto) throw notFound('The account');
  return dto;
}

/** The accounts of a customer that can be topped up automatically, each with its rule, if it has one. */
export async function listAutoTopUps(ctx: Context, input: { customerId: number }): Promise<AutoTopUpDto[]> {
  const accounts = await readAccounts(ctx, { customerId: input.customerId });
  const connections = [...new Set(accounts.map(({ connectionId }) => connectionId))];
  const able = await Promise.all(
    connections.map(async (id) => {
      const { adapter } = await openAdapter(id);
      return adapter.topUp && adapter.residual ? [id] : [];
    }),
  );
  const possible = new Set(able.flat());
  return toDtos(
    ctx,
    accounts.filter(({ connectionId }) => possible.has(connectionId)),
  );
}
