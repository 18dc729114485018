import { countWaitingAdjustments } from '@/lib/billing';
import { agentScope, type Context, requireRole, seesInternals } from '@/lib/core/actor';
import { addDays, type CalendarDate } from '@/lib/core/calendar-date';
import { db, Prisma } from '@/lib/infra/db';

/** What waits: how many, whether there are more than were counted, and since when the oldest does. */
export type Waiting = { count: number; more: boolean; oldest: string | null };

/** Nobody needs to know more exactly, and counting on would take as long as there are rows. */
const MOST = 1_000;

type Row = { kind: string; count: number; rows: number; oldest: Date | null };

const NONE: Waiting = { count: 0, more: false, oldest: null };

function toWaiting(rows: readonly Row[], kind: string): Waiting {
  const row = rows.find((each) => each.kind === kind);
  if (!row) return NONE;
  return { count: row.count, more: row.rows >= MOST, oldest: row.oldest?.toISOString() ?? null };
}

const ownAgent = (ctx: Context, column: string) => {
  const scope = agentScope(ctx.actor);
  return scope === null ? Prisma.empty : Prisma.sql`AND ${Prisma.raw(column)} = ${scope}`;
};

/** From which day on the Overview tells of rejected orders: yesterday, by days of UTC as the list of orders has them. */
export function rejectedFrom(now: Date): CalendarDate {
  return addDays(now.toISOString().slice(0, 10), -1);
}

/** Orders that need somebody: without a clear answer, waiting for a second person, and rejected since yesterday. */
export async function countOrders(ctx: Context): Promise<{ unknown: Waiting; awaiting: Waiting; rejected: Waiting }> {
  const own = ownAgent(ctx, 'agent_id');
  const of = (kind: string, since: Prisma.Sql, where: Prisma.Sql) => Prisma.sql`
    (SELECT ${kind} AS kind, count(*)::int AS count, count(*)::int AS rows, min(at) AS oldest
      FROM (SELECT ${since} AS at FROM "order" WHERE ${where} ${own} LIMIT ${MOST}::int) AS few)`;
  const start = new Date(`${rejectedFrom(ctx.now())}T00:00:00Z`);
  const rows = await db().$queryRaw<Row[]>(Prisma.sql`
    ${of('unknown', Prisma.sql`coalesce(unknown_since, created_at)`, Prisma.sql`status = 'unknown'`)}
    UNION ALL ${of('awaiting', Prisma.sql`created_at`, Prisma.sql`status = 'awaiting_approval'`)}
    UNION ALL ${of('rejected', Prisma.sql`created_at`, Prisma.sql`status = 'rejected' AND created_at >= ${start}`)}`);
  return {
    unknown: toWaiting(rows, 'unknown'),
    awaiting: toWaiting(rows, 'awaiting'),
    rejected: toWaiting(rows, 'rejected'),
  };
}

/** The condition and the order of the index `upstream_account_running_dry_idx`, word by word. */
const RUNNING_DRY = Prisma.sql`a.customer_id IS NOT NULL AND a.recent_usage > 0
  AND a.residual * a.recent_usage_days < 3 * a.recent_usage`;
const DAYS_LEFT = Prisma.sql`(greatest(a.residual, 0)::float8 * a.recent_usage_days / a.recent_usage)`;

/** Customers with an account that is used up and still in use (`out`), or dry within three days (`low`), since their alert. */
export async function countDry(ctx: Context): Promise<{ out: Waiting; low: Waiting }> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT CASE WHEN d.residual <= 0 THEN 'out' ELSE 'low' END AS kind, count(DISTINCT d.customer_id)::int AS count,
      (sum(count(*)) OVER ())::int AS rows, min(al.raised_at) AS oldest
    FROM (SELECT a.id, a.customer_id, a.residual FROM upstream_account a JOIN customer c ON c.id = a.customer_id
      WHERE ${RUNNING_DRY} AND c.archived_at IS NULL ${ownAgent(ctx, 'c.agent_id')}
      ORDER BY ${DAYS_LEFT} LIMIT ${MOST}::int) AS d
    LEFT JOIN alert al ON al.kind = 'account' AND al.subject = d.id::text AND al.cleared_at IS NULL
    GROUP BY 1`;
  return { out: toWaiting(rows, 'out'), low: toWaiting(rows, 'low') };
}

/** Customers with an account below a threshold of its alerts. */
export async function countAlerted(ctx: Context): Promise<Waiting> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT 'alert' AS kind, count(DISTINCT d.customer_id)::int AS count, count(*)::int AS rows, min(d.raised_at) AS oldest
    FROM (SELECT al.customer_id, al.raised_at FROM alert al JOIN customer c ON c.id = al.customer_id
      WHERE al.kind = 'account' AND al.cleared_at IS NULL AND c.archived_at IS NULL ${ownAgent(ctx, 'c.agent_id')}
      LIMIT ${MOST}::int) AS d`;
  return toWaiting(rows, 'alert');
}

/** Adjustments of wallets that wait for a second person; none for agents, who decide on none. */
export async function countAdjustments(ctx: Context): Promise<Waiting> {
  return seesInternals(ctx.actor) ? { ...(await countWaitingAdjustments(ctx)), more: false } : NONE;
}

/** Open differences by connection, those that have some. Admins and viewers only. */
export async function countDifferences(ctx: Context): Promise<({ connectionId: string; name: string } & Waiting)[]> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const rows = await db().$queryRaw<{ id: number; name: string; count: number; oldest: Date | null }[]>`
    SELECT k.id, k.name, d.count, d.oldest FROM connection k CROSS JOIN LATERAL (
      SELECT count(*)::int AS count, min(found_at) AS oldest FROM (SELECT found_at FROM discrepancy
        WHERE connection_id = k.id AND resolved_at IS NULL LIMIT ${MOST}::int) AS few) AS d
    WHERE d.count > 0 ORDER BY k.id LIMIT 50`;
  return rows.map(({ id, name, count, oldest }) => ({
    connectionId: String(id),
    name,
    count,
    more: count >= MOST,
    oldest: oldest?.toISOString() ?? null,
  }));
}
