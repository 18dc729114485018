import { type Context, systemContext } from '@/lib/core/actor';
import { TRAFFIC_ASSET_NAMES, type TrafficAsset, toBytes } from '@/lib/core/assets';
import { byteNumber } from '@/lib/core/wire';
import { db, inTransaction, type Tx } from '@/lib/infra/db';
import { env } from '@/lib/infra/env';
import { log } from '@/lib/infra/log';
import { type LetterReader, letterReader, type NewMail, queueMails } from '@/lib/mail';
import { emitEvents } from '@/lib/webhooks';
import { type AccountNews, fillFull, updateAccountAlerts } from './account-alerts';
import { ALERT_LOCK } from './internal';
import { alertLetter } from './letters';
import { type PoolNews, updatePoolAlerts } from './pool-alerts';

type Source = { connectionId: number; connectionName: string; asset: TrafficAsset };
type Agent = {
  name: string;
  email: string;
  users: { email: string; locale: string | null; shownLocale: string | null; timeZone: string | null }[];
};
type News = { accounts: AccountNews[]; pools: PoolNews[] };

function bytes(amount: bigint, asset: TrafficAsset): number {
  return byteNumber(toBytes({ asset, amount }));
}

const days = (tenths: bigint | null) => (tenths === null ? null : Number(tenths) / 10);

async function tellWebhooks(tx: Tx, ctx: Context, { accounts, pools }: News, source: Source): Promise<void> {
  const { asset } = source;
  const connectionId = String(source.connectionId);
  await emitEvents(tx, ctx, [
    ...pools.map(({ state, pool, level, levels, residual, asOf, tenthsLeft }) => ({
      event: 'balance.low' as const,
      data: {
        of: 'pool',
        state,
        connectionId,
        pool,
        level,
        levels,
        residualBytes: bytes(residual, asset),
        asOf: asOf.toISOString(),
        daysLeft: days(tenthsLeft),
      },
    })),
    ...accounts.map((news) => ({
      event: 'balance.low' as const,
      data: {
        of: 'account',
        state: news.state,
        connectionId,
        accountId: String(news.account_id),
        customerId: news.customer_id === null ? null : String(news.customer_id),
        level: news.level,
        levels: news.levels,
        residualBytes: bytes(news.residual, asset),
        lastCreditBytes: news.full_residual === null ? null : bytes(news.full_residual, asset),
        asOf: news.residual_as_of?.toISOString() ?? null,
        daysLeft: days(news.tenths_left),
      },
    })),
  ]);
}

/** How those who sign in for an agent read: the one whose address it is, else the first who has chosen a language or seen one. */
function readerOfAgent(agent: Agent): LetterReader {
  const { name, email, users } = agent;
  const own = users.find((user) => user.email.toLowerCase() === email.toLowerCase());
  const first = (kind: 'locale' | 'shownLocale') => users.find((user) => user[kind] !== null);
  const {
    locale = null,
    shownLocale = null,
    timeZone = null,
  } = own ?? first('locale') ?? first('shownLocale') ?? users[0] ?? {};
  return letterReader({ name, email, locale, shownLocale, timeZone });
}

/** Agents hear of their own customers, admins of the house's and of our pools. */
async function tellPeople(tx: Tx, { accounts, pools }: News, source: Source): Promise<void> {
  const { appUrl } = env();
  const byAgent = Map.groupBy(accounts, ({ agent_id: agentId }) => agentId);
  const agentIds = [...byAgent.keys()].filter((id) => id !== null);
  const house = { accounts: byAgent.get(null) ?? [], pools };
  const forHouse = house.accounts.length + pools.length > 0;
  const [agents, admins] = await Promise.all([
    agentIds.length === 0
      ? []
      : tx.agent.findMany({
          where: { id: { in: agentIds }, archivedAt: null },
          select: {
            id: true,
            name: true,
            email: true,
            users: {
              where: { disabledAt: null },
              orderBy: { id: 'asc' },
              select: { email: true, locale: true, shownLocale: true, timeZone: true },
            },
          },
        }),
    forHouse ? tx.user.findMany({ where: { role: 'admin', disabledAt: null } }) : [],
  ]);
  const letterTo = (reader: LetterReader, news: News): NewMail => ({
    to: reader.email,
    ...alertLetter(reader, news, { ...source, appUrl }),
  });
  await queueMails(tx, [
    ...agents.map((agent) => letterTo(readerOfAgent(agent), { accounts: byAgent.get(agent.id) ?? [], pools: [] })),
    ...admins.map((admin) => letterTo(letterReader(admin), house)),
  ]);
}

/**
 * Looks at the accounts and pools of one connection and tells of each level once: by webhook, and by one mail to each reader. A
 * constant number of statements, whatever the number of accounts; two processes at once tell nothing twice.
 */
export async function checkAlertsOf(ctx: Context, connectionId: number): Promise<News> {
  const connection = await db().connection.findUniqueOrThrow({
    where: { id: connectionId },
    select: { name: true, usageAsset: true },
  });
  const asset = TRAFFIC_ASSET_NAMES.find((name) => name === connection.usageAsset);
  if (!asset) return { accounts: [], pools: [] };
  const source = { connectionId, connectionName: connection.name, asset };
  return inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ALERT_LOCK}::int, ${connectionId}::int)`;
    await fillFull(tx, connectionId, asset);
    const accounts = await updateAccountAlerts(tx, connectionId, asset, ctx.now());
    const pools = await updatePoolAlerts(tx, connectionId, asset, ctx.now());
    const news = { accounts, pools };
    await tellWebhooks(tx, ctx, news, source);
    await tellPeople(tx, news, source);
    return news;
  });
}

/** Looks at every connection that was synced, or whose thresholds were changed, since it was looked at last. */
export async function checkAlerts(ctx: Context = systemContext('alerts')): Promise<void> {
  const [connections, rules] = await Promise.all([
    db().connection.findMany({
      where: { lastSyncedAt: { not: null }, status: { not: 'disabled' } },
      select: { id: true, lastSyncedAt: true },
    }),
    db().alertRule.aggregate({ _count: true, _max: { setAt: true } }),
  ]);
  for (const { id, lastSyncedAt } of connections) {
    const key = `alerts.checked.${id}`;
    const value = [lastSyncedAt?.toISOString(), rules._count, rules._max.setAt?.toISOString() ?? ''].join(' ');
    const done = await db().setting.findUnique({ where: { key } });
    if (done?.value === value) continue;
    try {
      await checkAlertsOf(ctx, id);
      await db().setting.upsert({ where: { key }, create: { key, value }, update: { value } });
    } catch (error) {
      log().warn({ err: error, connectionId: id }, 'the alerts of a connection could not be checked');
    }
  }
}
