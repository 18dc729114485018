import type { Provider } from '@/generated/prisma/client';
import { agentScope, type Context } from '@/lib/core/actor';
import { byteBaseOf } from '@/lib/core/assets';
import { notFound } from '@/lib/core/errors';
import { decodeIntCursor, type ListPage, toPage } from '@/lib/core/paging';
import { byteNumber } from '@/lib/core/wire';
import { bytesSql } from '@/lib/infra/asset-sql';
import { db, Prisma } from '@/lib/infra/db';
import { accountHolds, daysLeft } from './internal';
import type { AccountDto, AccountQuery } from './schemas';

type Row = {
  id: number;
  connection_id: number;
  connection_name: string;
  provider: Provider;
  usage_asset: string;
  time_zone: string;
  external_id: string;
  external_name: string | null;
  label: string | null;
  kind: AccountDto['kind'];
  customer_id: number | null;
  customer_name: string | null;
  residual_bytes: string | null;
  residual_as_of: Date | null;
  daily_bytes: string | null;
  restricted: boolean;
  last_usage_day: string | null;
  last_read_at: Date | null;
};

const text = (id: number | null) => (id === null ? null : String(id));

async function readAccounts(ctx: Context, where: Prisma.Sql, take: number): Promise<AccountDto[]> {
  const scope = agentScope(ctx.actor);
  const own = scope === null ? Prisma.empty : Prisma.sql`AND c.agent_id = ${scope}`;
  const rows = await db().$queryRaw<Row[]>(Prisma.sql`
    SELECT ua.id, ua.connection_id, k.name AS connection_name, k.provider::text AS provider, k.usage_asset,
      coalesce(k.settings->>'timeZone', 'UTC') AS time_zone, ua.external_id, ua.external_name,
      ua.label, ua.kind::text AS kind, ua.customer_id, c.name AS customer_name,
      round(${bytesSql('ua.residual', 'k.usage_asset')})::text AS residual_bytes, ua.residual_as_of,
      round(${bytesSql('ua.recent_usage::numeric / nullif(ua.recent_usage_days, 0)', 'k.usage_asset')})::text AS daily_bytes,
      ua.restricted, ua.last_usage_day::text AS last_usage_day, ua.last_read_at
    FROM upstream_account ua JOIN connection k ON k.id = ua.connection_id LEFT JOIN customer c ON c.id = ua.customer_id
    WHERE ${where} ${own} ORDER BY ua.id DESC LIMIT ${take}`);
  return rows.map((row) => ({
    id: String(row.id),
    connectionId: String(row.connection_id),
    connectionName: row.connection_name,
    provider: row.provider,
    timeZone: row.time_zone,
    byteBase: byteBaseOf(row.usage_asset),
    externalId: row.external_id,
    externalName: row.external_name,
    label: row.label,
    kind: row.kind,
    customerId: text(row.customer_id),
    customerName: row.customer_name,
    residualBytes: row.residual_bytes === null ? null : byteNumber(BigInt(row.residual_bytes)),
    residualAsOf: row.residual_as_of?.toISOString() ?? null,
    restricted: row.restricted,
    lastUsageDay: row.last_usage_day,
    lastReadAt: row.last_read_at?.toISOString() ?? null,
    daysLeft: daysLeft(row.residual_bytes, row.daily_bytes),
  }));
}

/** The accounts of several customers at once, those of the actor's own only; at most 2,000. */
export function accountsOfCustomers(ctx: Context, input: { customerIds: number[] }): Promise<AccountDto[]> {
  if (input.customerIds.length === 0) return Promise.resolve([]);
  return readAccounts(ctx, Prisma.sql`ua.customer_id = ANY(${input.customerIds})`, 2_000);
}

/** Upstream accounts newest first; an agent sees its own customers' only. */
export async function listAccounts(ctx: Context, query: AccountQuery): Promise<ListPage<AccountDto>> {
  const before = decodeIntCursor(query.cursor);
  const q = query.q?.trim() ?? '';
  const where = Prisma.sql`true
    ${before === null ? Prisma.empty : Prisma.sql`AND ua.id < ${before}`}
    ${query.connectionId === undefined ? Prisma.empty : Prisma.sql`AND ua.connection_id = ${query.connectionId}`}
    ${query.customerId === undefined ? Prisma.empty : Prisma.sql`AND ua.customer_id = ${query.customerId}`}
    ${query.unassigned === 'true' ? Prisma.sql`AND ua.customer_id IS NULL` : Prisma.empty}
    ${q === '' ? Prisma.empty : Prisma.sql`AND ${accountHolds(q)}`}`;
  const rows = await readAccounts(ctx, where, query.limit + 1);
  const page = toPage(
    rows.map((row) => ({ id: BigInt(row.id), row })),
    query.limit,
  );
  return { data: page.data.map(({ row }) => row), nextCursor: page.nextCursor };
}

/** One account. Throws `not_found`, also for another agent's. */
export async function getAccount(ctx: Context, input: { id: number }): Promise<AccountDto> {
  const [account] = await readAccounts(ctx, Prisma.sql`ua.id = ${input.id}`, 1);
  if (!account) throw notFound('The account');
  return account;
}
