import type { Context } from '@/lib/core/actor';
import { agentScope, seesInternals } from '@/lib/core/actor';
import type { ListPage } from '@/lib/core/paging';
import { db, Prisma } from '@/lib/infra/db';
import { type CustomerOrder, customerOrder } from './customer-order';
import {
  accountHolds,
  customerHolds,
  ownCustomers,
  RESIDUAL_COLUMNS,
  type ResidualRow,
  residualFields,
} from './internal';
import type { CustomerDto, CustomerQuery } from './schemas';

type Row = ResidualRow & {
  id: number;
  /** What the page is sorted by, as text. */
  key: string | null;
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

/** The ids, and what they are sorted by, of a page of one part of an order. */
function partOf(order: CustomerOrder, no: number, conditions: Prisma.Sql, take: number): Prisma.Sql {
  const { from, key, id, direction } = order;
  return Prisma.sql`
    (SELECT c.id, ${key} AS key, ${no}::int AS part FROM ${from} WHERE ${conditions}
     ORDER BY ${key} ${direction}, ${id} ${direction} LIMIT ${take})`;
}

/**
 * A page of customers, confined to those found by name, mail, account id or name, or the number of an order where there is a
 * text to search. Each way looks for a page of its own, in the order of the list and under all of its conditions: so a text
 * that nearly all customers have costs no more than a page, and a rare one is found by its index.
 */
function pageOf(q: string | undefined, conditions: Prisma.Sql, order: CustomerOrder, take: number): Prisma.Sql {
  const text = q?.trim() ?? '';
  const orderId = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  const ways = [
    Prisma.sql`AND ${customerHolds(text)}`,
    Prisma.sql`AND EXISTS (SELECT FROM upstream_account ua WHERE ua.customer_id = c.id AND ${accountHolds(text)})`,
    Prisma.sql`AND EXISTS (SELECT FROM "order" o WHERE o.customer_id = c.id AND (o.id = ${orderId} OR o.reference = ${text}))`,
  ];
  const pages = order.parts.flatMap((part, no) =>
    (text === '' ? [Prisma.empty] : ways).map((way) =>
      partOf(order, no, Prisma.sql`${conditions} ${part} ${way}`, take),
    ),
  );
  const found = Prisma.join(pages, ' UNION ALL ');
  // What several ways find is one; by then it is a few pages at most.
  return Prisma.sql`SELECT DISTINCT id, key, part FROM (${found}) AS found
    ORDER BY part, key ${order.direction}, id ${order.direction} LIMIT ${take}`;
}

/** Less than three days left at the recent pace; all of the condition of `upstream_account_running_dry_idx`. */
const RUNNING_DRY = Prisma.sql`ua.customer_id IS NOT NULL AND ua.recent_usage > 0
  AND ua.residual * ua.recent_usage_days < 3 * ua.recent_usage`;

/** Customers with accounts that need somebody: nothing left, the same while still in use, nearly nothing, an alert. */
const NEEDS: Record<NonNullable<CustomerQuery['attention']>, Prisma.Sql> = {
  dry: Prisma.sql`SELECT ua.customer_id AS id FROM upstream_account ua WHERE ua.residual <= 0 AND ua.customer_id IS NOT NULL`,
  out: Prisma.sql`SELECT ua.customer_id AS id FROM upstream_account ua WHERE ua.residual <= 0 AND ${RUNNING_DRY}`,
  low: Prisma.sql`SELECT ua.customer_id AS id FROM upstream_account ua WHERE ua.residual > 0 AND ${RUNNING_DRY}`,
  alert: Prisma.sql`SELECT al.customer_id AS id FROM alert al WHERE al.kind = 'account' AND al.cleared_at IS NULL`,
};

function needing(attention: CustomerQuery['attention']): Prisma.Sql {
  if (attention === undefined) return Prisma.empty;
  // Found by their own index and looked up from there: how far an order must be walked for a page of them nobody knows.
  return Prisma.sql`AND c.id IN (WITH needy AS MATERIALIZED (${NEEDS[attention]}) SELECT needy.id FROM needy)`;
}

/** Customers of a page in its order, with the figures as they are now. */
async function readCustomers(page: Prisma.Sql, direction: Prisma.Sql): Promise<Row[]> {
  return db().$queryRaw<Row[]>(Prisma.sql`
    SELECT c.id, c.name, c.email, c.agent_id, a.name AS agent_name, p.key::text AS key,
      coalesce(c.billing_account_id, a.billing_account_id) AS billing_account_id, c.tags, c.note, c.created_at, s.*
    FROM (${page}) AS p JOIN customer c ON c.id = p.id LEFT JOIN agent a ON a.id = c.agent_id
    LEFT JOIN LATERAL (SELECT ${RESIDUAL_COLUMNS} FROM upstream_account ua JOIN connection k ON k.id = ua.connection_id
      WHERE ua.customer_id = c.id) s ON true
    ORDER BY p.part, p.key ${direction}, p.id ${direction}`);
}

function toDto(ctx: Context, row: Row): CustomerDto {
  return {
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
  };
}

/**
 * Customers in the order that `sort` says (the newest first), confined to the actor's own. By traffic and by days left the
 * order may be some seconds older than the figures.
 */
export async function listCustomers(ctx: Context, query: CustomerQuery): Promise<ListPage<CustomerDto>> {
  const order = customerOrder(query.sort ?? 'new', query.cursor, agentScope(ctx.actor) ?? query.agentId ?? null);
  const conditions = Prisma.sql`${PRESENT} ${ownCustomers(ctx)} ${needing(query.attention)}
    ${query.agentId === undefined ? Prisma.empty : Prisma.sql`AND c.agent_id = ${query.agentId}`}
    ${query.tag === undefined ? Prisma.empty : Prisma.sql`AND ${query.tag} = ANY(c.tags)`}`;
  const rows = await readCustomers(pageOf(query.q, conditions, order, query.limit + 1), order.direction);
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  return {
    data: data.map((row) => toDto(ctx, row)),
    nextCursor: rows.length > query.limit && last ? order.cursorOf(last) : null,
  };
}

/** One customer, or null when it does not exist or is not the actor's. */
export async function findCustomer(ctx: Context, id: number): Promise<CustomerDto | null> {
  const page = Prisma.sql`SELECT c.id, c.id AS key, 0 AS part FROM customer c WHERE c.id = ${id} ${ownCustomers(ctx)}`;
  const [row] = await readCustomers(page, Prisma.sql`ASC`);
  return row ? toDto(ctx, row) : null;
}
