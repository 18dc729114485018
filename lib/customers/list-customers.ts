import type { Context } from '@/lib/core/actor';
import { seesInternals } from '@/lib/core/actor';
import { type ListPage, toPage } from '@/lib/core/paging';
import { db, Prisma } from '@/lib/infra/db';
import { customerOrder } from './customer-order';
import {
  ACCOUNT_TEXT,
  CUSTOMER_TEXT,
  containing,
  ownCustomers,
  RESIDUAL_COLUMNS,
  type ResidualRow,
  residualFields,
} from './internal';
import type { CustomerDto, CustomerQuery } from './schemas';

type Row = ResidualRow & {
  id: number;
  name: string;
  email: string | null;
  agent_id: number | null;
  agent_name: string | null;
  billing_account_id: number | null;
  tags: string[];
  note: string | null;
  created_at: Date;
};

const PRESENT = Prisma.sql`c.archived_at IS NULL`;

/**
 * Confines customers to those found by name, mail, account id or name, or the number of an order. Each way looks for a
 * page of its own, in the order of the list and under all of its conditions: so a text that nearly all customers have costs
 * no more than a page, and a rare one is found by its index.
 */
function matching(q: string | undefined, conditions: Prisma.Sql, order: Prisma.Sql, take: number): Prisma.Sql {
  const text = q?.trim() ?? '';
  if (text === '') return Prisma.empty;
  const like = containing(text);
  const orderId = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  // Without DISTINCT, which would gather all that match before the first could be taken.
  const page = (found: Prisma.Sql) => Prisma.sql`
    (SELECT c.id FROM customer c WHERE ${conditions} AND ${found} ORDER BY ${order} LIMIT ${take})`;
  return Prisma.sql`AND c.id IN (
    ${page(Prisma.sql`${CUSTOMER_TEXT} LIKE ${like}`)}
    UNION ALL ${page(Prisma.sql`EXISTS (SELECT FROM upstream_account ua WHERE ua.customer_id = c.id AND ${ACCOUNT_TEXT} LIKE ${like})`)}
    UNION ALL ${page(Prisma.sql`EXISTS (SELECT FROM "order" o WHERE o.customer_id = c.id AND (o.id = ${orderId} OR o.reference = ${text}))`)})`;
}

/** Accounts that need somebody: nothing left, the same while still in use, less than three days at the recent pace, an alert. */
const NEEDS: Record<NonNullable<CustomerQuery['attention']>, Prisma.Sql> = {
  dry: Prisma.sql`upstream_account ua WHERE ua.customer_id = c.id AND ua.residual <= 0`,
  out: Prisma.sql`upstream_account ua WHERE ua.customer_id = c.id AND ua.residual <= 0 AND ua.recent_usage > 0
    AND ua.residual * ua.recent_usage_days < 3 * ua.recent_usage`,
  low: Prisma.sql`upstream_account ua WHERE ua.customer_id = c.id AND ua.residual > 0
    AND ua.residual * ua.recent_usage_days < 3 * ua.recent_usage`,
  alert: Prisma.sql`alert al WHERE al.kind = 'account' AND al.cleared_at IS NULL AND al.customer_id = c.id`,
};

function needing(attention: CustomerQuery['attention']): Prisma.Sql {
  return attention === undefined ? Prisma.empty : Prisma.sql`AND EXISTS (SELECT FROM ${NEEDS[attention]})`;
}

async function readCustomers(ctx: Context, where: Prisma.Sql, order: Prisma.Sql, take: number): Promise<CustomerDto[]> {
  const rows = await db().$queryRaw<Row[]>(Prisma.sql`
    SELECT c.id, c.name, c.email, c.agent_id, a.name AS agent_name,
      coalesce(c.billing_account_id, a.billing_account_id) AS billing_account_id, c.tags, c.note, c.created_at, s.*
    FROM customer c LEFT JOIN agent a ON a.id = c.agent_id
    LEFT JOIN LATERAL (SELECT ${RESIDUAL_COLUMNS} FROM upstream_account ua JOIN connection k ON k.id = ua.connection_id
      WHERE ua.customer_id = c.id) s ON true
    WHERE ${where} ${ownCustomers(ctx)} ORDER BY ${order} LIMIT ${take}`);
  return rows.map((row) => ({
    id: String(row.id),
    name: row.name,
    email: row.email,
    agentId: row.agent_id === null ? null : String(row.agent_id),
    agentName: seesInternals(ctx.actor) ? row.agent_name : null,
    billingAccountId: row.billing_account_id === null ? null : String(row.billing_account_id),
    tags: row.tags,
    note: row.note,
    createdAt: row.created_at.toISOString(),
    ...residualFields(row),
  }));
}

/** Customers newest first or by name, confined to the actor's own. */
export async function listCustomers(ctx: Context, query: CustomerQuery): Promise<ListPage<CustomerDto>> {
  const order = customerOrder(query.sort ?? 'new', query.cursor);
  const conditions = Prisma.sql`${PRESENT} ${ownCustomers(ctx)} ${needing(query.attention)} ${order.after}
    ${query.agentId === undefined ? Prisma.empty : Prisma.sql`AND c.agent_id = ${query.agentId}`}
    ${query.tag === undefined ? Prisma.empty : Prisma.sql`AND ${query.tag} = ANY(c.tags)`}`;
  const where = Prisma.sql`${conditions} ${matching(query.q, conditions, order.by, query.limit + 1)}`;
  const rows = await readCustomers(ctx, where, order.by, query.limit + 1);
  const page = toPage(
    rows.map((row) => ({ id: BigInt(row.id), row })),
    query.limit,
  );
  return { data: page.data.map(({ row }) => row), nextCursor: page.nextCursor };
}

/** One customer, or null when it does not exist or is not the actor's. */
export async function findCustomer(ctx: Context, id: number): Promise<CustomerDto | null> {
  const [customer] = await readCustomers(ctx, Prisma.sql`c.id = ${id}`, Prisma.sql`c.id`, 1);
  return customer ?? null;
}
