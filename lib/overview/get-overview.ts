import { listOpenAlerts } from '@/lib/alerts';
import { listConnections } from '@/lib/connections';
import { agentScope, type Context, seesInternals } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { getWallet } from '@/lib/ledger';
import type { WalletDto } from '@/lib/ledger/schemas';
import { listOrders } from '@/lib/orders';
import type { OrderStatus } from '@/lib/orders/schemas';
import { countDiscrepancies } from '@/lib/reconciliation';
import { getBalances } from '@/lib/usage';
import { listDryAccounts } from './list-dry-accounts';
import { listOutages } from './list-outages';
import { listSources } from './list-sources';
import type { OverviewDto } from './types';

const SHOWN = 8;

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

/** The morning board: who runs dry, which orders and connections need somebody, what is left. Bounded, whatever the size. */
export async function getOverview(ctx: Context): Promise<OverviewDto> {
  const house = seesInternals(ctx.actor);
  const [sources, outages, dry, unknownOrders, waitingOrders, discrepancies, connections, pools, wallet, alerts] =
    await Promise.all([
      listSources(ctx),
      listOutages(ctx),
      listDryAccounts(ctx, { limit: SHOWN }),
      ordersIn(ctx, 'unknown'),
      ordersIn(ctx, 'awaiting_approval'),
      house ? countDiscrepancies(ctx) : null,
      house ? listConnections(ctx, { limit: 50 }) : null,
      house ? getBalances(ctx) : null,
      ownWallet(ctx),
      listOpenAlerts(ctx),
    ]);
  return {
    sources,
    outages,
    dry,
    unknownOrders,
    waitingOrders,
    discrepancies,
    connections: connections?.data ?? [],
    pools: pools?.data ?? [],
    wallet,
    alerts,
  };
}
