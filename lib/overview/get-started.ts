import { getConnection } from '@/lib/connections';
import { agentScope, type Context, isAdmin } from '@/lib/core/actor';
import { countUnassigned } from '@/lib/customers';
import { db } from '@/lib/infra/db';
import { env } from '@/lib/infra/env';
import { listSyncRuns } from '@/lib/sync';
import { type AgentStartDto, type GetStartedDto, GUIDE_STEPS } from './guide-schemas';
import { CHART_KEY, GUIDE_KEY } from './guide-state';
import { getLastBackup } from './last-backup';

const COUNT_UP_TO = 1_000;

type Facts = {
  guide: boolean | null;
  chart: boolean;
  ordered: boolean;
  connection: number | null;
  accounts: boolean;
  assigned: boolean;
  agent: boolean;
  price: boolean;
  factor: boolean | null;
};

/** Everything that is known by looking whether there is a row, in one go. */
async function readFacts(ctx: Context): Promise<Facts> {
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const [facts] = await db().$queryRaw<Facts[]>`
    WITH next AS (
      SELECT id FROM connection WHERE status <> 'disabled'
      ORDER BY sandbox, last_synced_at IS NOT NULL, id LIMIT 1
    )
    SELECT (SELECT (value->>'open')::boolean FROM setting WHERE key = ${GUIDE_KEY}) AS guide,
      EXISTS (SELECT FROM setting WHERE key = ${CHART_KEY}) AS chart, EXISTS (SELECT FROM "order") AS ordered,
      (SELECT id FROM next) AS connection,
      EXISTS (SELECT FROM upstream_account WHERE connection_id = (SELECT id FROM next)) AS accounts,
      EXISTS (SELECT FROM upstream_account WHERE customer_id IS NOT NULL) AS assigned,
      EXISTS (SELECT FROM agent) AS agent, EXISTS (SELECT FROM price) AS price,
      (SELECT totp_enabled_at IS NOT NULL FROM "user" WHERE id = ${userId}::int) AS factor`;
  if (!facts) throw new Error('the guide got no answer');
  return facts;
}

/**
 * How far the installation is on its way to the first chart: for administrators, until the first order is made or somebody
 * closes it, and again when it was opened from the settings. Null where there is nothing to show.
 */
export async function getStarted(ctx: Context): Promise<GetStartedDto | null> {
  if (!isAdmin(ctx.actor)) return null;
  const facts = await readFacts(ctx);
  if (facts.guide === false || (facts.guide === null && facts.ordered)) return null;
  const id = facts.connection;
  const [connection, runs, unassigned, backup] = await Promise.all([
    id === null ? null : getConnection(ctx, { id }),
    id === null ? null : listSyncRuns(ctx, { connectionId: id, limit: 1 }),
    countUnassigned(ctx, { limit: COUNT_UP_TO }),
    getLastBackup(ctx),
  ]);
  const read = connection !== null && connection.lastSyncedAt !== null;
  const nothingToAssign = unassigned === 0 && (facts.assigned || connection?.provider === 'ipidea');
  const done = {
    connect: connection !== null,
    test: read || connection?.status === 'ok',
    sync: read,
    assign: read && nothingToAssign,
    chart: facts.chart,
  };
  return {
    done,
    now: GUIDE_STEPS.find((step) => !done[step]) ?? null,
    later: {
      agent: facts.agent,
      price: facts.price,
      secondFactor: facts.factor,
      backup: backup === null ? null : true,
    },
    connection: connection && { ...connection, accounts: facts.accounts },
    run: runs?.data[0] ?? null,
    unassigned,
    sandboxRuns: env().sandboxUrl !== undefined,
  };
}

/** For an agent who has not ordered yet: how to begin. Null for everybody else. */
export async function getAgentStart(ctx: Context): Promise<AgentStartDto | null> {
  const scope = agentScope(ctx.actor);
  if (scope === null) return null;
  const [facts] = await db().$queryRaw<{ ordered: boolean; customers: boolean }[]>`
    SELECT EXISTS (SELECT FROM "order" WHERE agent_id = ${scope}) AS ordered,
      EXISTS (SELECT FROM customer WHERE agent_id = ${scope} AND archived_at IS NULL) AS customers`;
  return !facts || facts.ordered ? null : { hasCustomers: facts.customers };
}
