import { agentScope, type Context } from '@/lib/core/actor';
import { decodeIdCursor, toPage } from '@/lib/core/paging';
import { byteNumber } from '@/lib/core/wire';
import { bytesSql } from '@/lib/infra/asset-sql';
import { db, Prisma } from '@/lib/infra/db';
import type { RestatementsDto, RestatementsQuery } from './schemas';

type Row = {
  id: bigint;
  accountId: string;
  accountName: string;
  connectionId: string;
  date: string;
  oldBytes: string;
  newBytes: string;
  oldReadAt: Date;
  readAt: Date;
};

const optional = (value: unknown, sql: Prisma.Sql) => (value === undefined || value === null ? Prisma.empty : sql);

/** Settled days that were other figures when read again, newest first; an agent sees its own customers' only. */
export async function listRestatements(ctx: Context, query: RestatementsQuery): Promise<RestatementsDto> {
  const own = agentScope(ctx.actor);
  const before = decodeIdCursor(query.cursor);
  const rows = await db().$queryRaw<Row[]>`
    SELECT s.id, s.account_id::text AS "accountId", coalesce(a.label, a.external_name, a.external_id) AS "accountName",
      a.connection_id::text AS "connectionId", to_char(s.day, 'YYYY-MM-DD') AS date,
      round(${bytesSql('s.old_total', 'k.usage_asset')})::text AS "oldBytes",
      round(${bytesSql('s.new_total', 'k.usage_asset')})::text AS "newBytes",
      s.old_read_at AS "oldReadAt", s.read_at AS "readAt"
    FROM usage_restatement s JOIN upstream_account a ON a.id = s.account_id JOIN connection k ON k.id = a.connection_id
      LEFT JOIN customer c ON c.id = a.customer_id
    WHERE true
      ${optional(own, Prisma.sql`AND c.agent_id = ${own}`)}
      ${optional(before, Prisma.sql`AND s.id < ${before}`)}
      ${optional(query.connectionId, Prisma.sql`AND a.connection_id = ${query.connectionId}`)}
      ${optional(query.accountId, Prisma.sql`AND s.account_id = ${query.accountId}`)}
      ${optional(query.from, Prisma.sql`AND s.day >= ${query.from}::date`)}
      ${optional(query.to, Prisma.sql`AND s.day <= ${query.to}::date`)}
    ORDER BY s.id DESC LIMIT ${query.limit + 1}::int`;
  const page = toPage(rows, query.limit);
  return {
    data: page.data.map((row) => ({
      ...row,
      id: String(row.id),
      oldBytes: byteNumber(BigInt(row.oldBytes)),
      newBytes: byteNumber(BigInt(row.newBytes)),
      oldReadAt: row.oldReadAt.toISOString(),
      readAt: row.readAt.toISOString(),
    })),
    nextCursor: page.nextCursor,
  };
}
