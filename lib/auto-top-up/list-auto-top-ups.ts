import { type OpenAdapter, openAdapter } from '@/lib/connections';
import { agentScope, type Context } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { decodeIntCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db, Prisma } from '@/lib/infra/db';
import type { AutoTopUpDto, AutoTopUpQuery, RuleDto } from './schemas';
import { toRule } from './to-rule';

const ACCOUNT = { id: true, connectionId: true, externalId: true, externalName: true, label: true } as const;
type Account = Prisma.UpstreamAccountGetPayload<{ select: typeof ACCOUNT }>;

function readAccounts(ctx: Context, where: Prisma.UpstreamAccountWhereInput): Promise<Account[]> {
  const scope = agentScope(ctx.actor);
  return db().upstreamAccount.findMany({
    where: { AND: [where, scope === null ? {} : { customer: { agentId: scope } }] },
    orderBy: { id: 'desc' },
    take: 500,
    select: ACCOUNT,
  });
}

async function openAll(accounts: readonly Account[]): Promise<Map<number, OpenAdapter>> {
  const ids = [...new Set(accounts.map(({ connectionId }) => connectionId))];
  return new Map(await Promise.all(ids.map(async (id) => [id, await openAdapter(id)] as const)));
}

function nameOf(account: Account): string {
  return account.label ?? account.externalName ?? account.externalId;
}

async function toDtos(ctx: Context, accounts: readonly Account[]): Promise<AutoTopUpDto[]> {
  const [opened, rows] = await Promise.all([
    openAll(accounts),
    db().autoTopUp.findMany({ where: { accountId: { in: accounts.map(({ id }) => id) } } }),
  ]);
  const rules = new Map(rows.map((row) => [row.accountId, row]));
  const dtos = accounts.map(async (account): Promise<AutoTopUpDto[]> => {
    const { adapter, settings } = opened.get(account.connectionId) ?? (await openAdapter(account.connectionId));
    if (!adapter.topUp) return [];
    const row = rules.get(account.id);
    return [
      {
        accountId: String(account.id),
        accountName: nameOf(account),
        timeZone: settings.timeZone,
        tellsResidual: adapter.residual !== null,
        rule: row ? await toRule(ctx, row, settings.timeZone) : null,
      },
    ];
  });
  return (await Promise.all(dtos)).flat();
}

/** An account's automatic top-up. Throws `not_found`, also for another agent's. */
export async function readAutoTopUp(ctx: Context, accountId: number): Promise<AutoTopUpDto> {
  const [dto] = await toDtos(ctx, await readAccounts(ctx, { id: accountId }));
  if (!dto) throw notFound('The account');
  return dto;
}

/** The accounts of a customer that can be topped up, each with its rule, if it has one. */
export async function listAutoTopUps(ctx: Context, input: { customerId: number }): Promise<AutoTopUpDto[]> {
  return toDtos(ctx, await readAccounts(ctx, { customerId: input.customerId }));
}

/** A rule in the database, inside what the actor may see. Throws `not_found`. */
export async function fetchRule(ctx: Context, id: number) {
  const rule = await db().autoTopUp.findUnique({ where: { id } });
  // One that outlived a change of hands is the new owner's to see, and it switches itself off.
  const [account] = rule ? await readAccounts(ctx, { id: rule.accountId }) : [];
  if (!rule || !account) throw notFound('The automatic top-up');
  return { rule, account };
}

/** One rule. Throws `not_found`, also for another agent's. */
export async function getRule(ctx: Context, input: { id: number }): Promise<RuleDto> {
  const { rule, account } = await fetchRule(ctx, input.id);
  const { settings } = await openAdapter(account.connectionId);
  const dto = await toRule(ctx, rule, settings.timeZone);
  return { ...dto, accountId: String(account.id), accountName: nameOf(account) };
}

/** Rules, newest first, confined to the actor's own. */
export async function listRules(ctx: Context, query: AutoTopUpQuery): Promise<ListPage<RuleDto>> {
  const scope = agentScope(ctx.actor);
  const before = decodeIntCursor(query.cursor);
  const where = [
    ...(scope === null ? [] : [Prisma.sql`c.agent_id = ${scope}`]),
    ...(before === null ? [] : [Prisma.sql`r.id < ${before}`]),
    ...(query.accountId === undefined ? [] : [Prisma.sql`ua.id = ${query.accountId}`]),
    ...(query.customerId === undefined ? [] : [Prisma.sql`ua.customer_id = ${query.customerId}`]),
  ];
  const found = await db().$queryRaw<{ id: number }[]>(Prisma.sql`
    SELECT r.id FROM auto_top_up r JOIN upstream_account ua ON ua.id = r.account_id
    LEFT JOIN customer c ON c.id = ua.customer_id
    ${where.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(where, ' AND ')}`}
    ORDER BY r.id DESC LIMIT ${query.limit + 1}`);
  const page = toPage(found, query.limit);
  const ids = page.data.map(({ id }) => id);
  const rules = await db().autoTopUp.findMany({ where: { id: { in: ids } }, orderBy: { id: 'desc' } });
  const accounts = await readAccounts(ctx, { id: { in: rules.map(({ accountId }) => accountId) } });
  const opened = await openAll(accounts);
  const data = rules.map(async (rule): Promise<RuleDto[]> => {
    const account = accounts.find(({ id }) => id === rule.accountId);
    const zone = account && opened.get(account.connectionId)?.settings.timeZone;
    if (!account || zone === undefined) return [];
    return [{ ...(await toRule(ctx, rule, zone)), accountId: String(account.id), accountName: nameOf(account) }];
  });
  return { data: (await Promise.all(data)).flat(), nextCursor: page.nextCursor };
}
