import { listOpenAlerts } from '@/lib/alerts';
import { listConnections } from '@/lib/connections';
import { agentScope, type Context, seesInternals } from '@/lib/core/actor';
import { getSales } from '@/lib/costs';
import { db } from '@/lib/infra/db';
import { getLastCheck, getWallet } from '@/lib/ledger';
import type { WalletDto } from '@/lib/ledger/schemas';
import { listOrders } from '@/lib/orders';
import type { OrderStatus } from '@/lib/orders/schemas';
import { getStock } from '@/lib/stock';
import { getBalances } from '@/lib/usage';
import { countAdjustments, countAlerted, countDifferences, countDry, countOrders, rejectedFrom } from './count-waiting';
import { getLastBackup } from './last-backup';
import { listAttention } from './list-attention';
import { listDryAccounts } from './list-dry-accounts';
import { listOutages } from './list-outages';
import { readPace, toPools } from './list-pools';
import { listSources } from './list-sources';
import type { OverviewDto, SourcesDto } from './types';

const SHOWN = 6;
const MOST_CONNECTIONS = 50;

async function ordersIn(ctx: Context, status: OrderStatus) {
  const page = await listOrders(ctx, { status, limit: SHOWN });
  return { data: page.data, more: page.nextCursor !== null };
}

async function ownWallet(ctx: Context): Promise<WalletDto | null> {
  const scope = agentScope(ctx.actor);
  if (scope === null) return null;
  const agent = await db().agent.findUnique({ where: { id: scope }, select: { billingAccountId: true } });
  return agent ? getWallet(agent.billingAccountId) : null;
}

/** What only the house may know; null for agents. */
async function readHouse(ctx: Context) {
  if (!seesInternals(ctx.actor)) return null;
  const [connections, stock, alerts, differences, check, lastBackup, balances, pace] = await Promise.all([
    listConnections(ctx, { limit: MOST_CONNECTIONS }),
    getStock(ctx),
    listOpenAlerts(ctx),
    countDifferences(ctx),
    getLastCheck(ctx),
    getLastBackup(ctx),
    getBalances(ctx),
    readPace(ctx),
  ]);
  const facts = { connections: connections.data, stock, pools: alerts.pools, differences, check, lastBackup };
  return { facts, balances: balances.data, pace };
}

/** Rows that wait, by kind. */
async function countAll(ctx: Context) {
  const [orders, dry, alert, adjustments] = await Promise.all([
    countOrders(ctx),
    countDry(ctx),
    countAlerted(ctx),
    countAdjustments(ctx),
  ]);
  return { ...orders, ...dry, alert, adjustments, rejectedFrom: rejectedFrom(ctx.now()) };
}

/**
 * The morning board: who runs dry, which orders and connections need somebody, what is left and what was sold; days of sales
 * by the clocks of `timeZone`. Bounded, whatever the size, and read in one round. A caller that needs the sources for more
 * gives its own reading of them.
 */
export async function getOverview(
  ctx: Context,
  input: { timeZone: string; sources?: Promise<SourcesDto> },
): Promise<OverviewDto> {
  const [sources, outages, counted, dry, unknownOrders, waitingOrders, sales, wallet, house] = await Promise.all([
    input.sources ?? listSources(ctx),
    listOutages(ctx),
    countAll(ctx),
    listDryAccounts(ctx, { limit: SHOWN }),
    ordersIn(ctx, 'unknown'),
    ordersIn(ctx, 'awaiting_approval'),
    getSales(ctx, { timeZone: input.timeZone }),
    ownWallet(ctx),
    readHouse(ctx),
  ]);
  const now = ctx.now();
  return {
    sources,
    attention: listAttention(counted, outages, house?.facts ?? null, now),
    at: now.toISOString(),
    dry,
    unknownOrders,
    waitingOrders,
    sales,
    wallet,
    house: house && {
      connections: house.facts.connections,
      pools: toPools({ ...house, ...house.facts, sources }),
      check: house.facts.check,
    },
  };
}
