import { z } from 'zod';
import { AppError } from '@/lib/core/errors';
import { decodeCursor, decodeIntCursor, encodeCursor } from '@/lib/core/paging';
import { Prisma } from '@/lib/infra/db';
import type { CustomerSort } from './schemas';

/** An order of the list of customers (alias `c`), each part of which is one range of an index. */
export type CustomerOrder = {
  from: Prisma.Sql;
  /** What is sorted by, before the customer's id, and which way both go. */
  key: Prisma.Sql;
  id: Prisma.Sql;
  direction: Prisma.Sql;
  /** `AND` parts that select what comes after the cursor, one after the other. */
  parts: Prisma.Sql[];
  /** The cursor that leads on from a row. */
  cursorOf: (row: { id: number; key: string | null }) => string;
};

type Way = Pick<CustomerOrder, 'direction'> & { beyond: Prisma.Sql };

const UP: Way = { direction: Prisma.sql`ASC`, beyond: Prisma.sql`>` };
const DOWN: Way = { direction: Prisma.sql`DESC`, beyond: Prisma.sql`<` };

const PLAIN = {
  from: Prisma.sql`customer c`,
  id: Prisma.sql`c.id`,
  cursorOf: ({ id }: { id: number }) => encodeCursor(id),
};

function newest(cursor: string | undefined): CustomerOrder {
  const last = decodeIntCursor(cursor);
  const parts = [last === null ? Prisma.empty : Prisma.sql`AND c.id < ${last}`];
  return { ...PLAIN, key: Prisma.sql`c.id`, direction: DOWN.direction, parts };
}

function byName(cursor: string | undefined, { direction, beyond }: Way): CustomerOrder {
  const last = decodeIntCursor(cursor);
  const after = Prisma.sql`AND (lower(c.name), c.id) ${beyond}
    ((SELECT lower(p.name) FROM customer p WHERE p.id = ${last}), ${last})`;
  return { ...PLAIN, key: Prisma.sql`lower(c.name)`, direction, parts: [last === null ? Prisma.empty : after] };
}

/** Where a page by figures ends: the figure, empty where it is not known, and the customer. */
const placeSchema = z.tuple([z.string().regex(/^(-?\d{1,18})?$/), z.string().regex(/^\d{1,9}$/)]);

function decodePlace(cursor: string): { figure: bigint | null; id: number } {
  const parsed = placeSchema.safeParse(decodeCursor(cursor).split('|'));
  if (parsed.success) {
    const [figure, id] = parsed.data;
    return { figure: figure === '' ? null : BigInt(figure), id: Number(id) };
  }
  const message = 'The cursor is broken. Start again without one.';
  throw new AppError('invalid_input', message, { fields: [{ path: 'cursor', message }] });
}

/**
 * By a kept figure; customers of whom it is not known come last in both directions. The cursor says the figure, which may be
 * another by the next page: so a customer that moves takes nobody along.
 */
function byFigure(
  cursor: string | undefined,
  agentId: number | null,
  key: Prisma.Sql,
  { direction, beyond }: Way,
): CustomerOrder {
  const last = cursor === undefined ? null : decodePlace(cursor);
  // By the standing's own column: together with it they are a range of an index.
  const own = agentId === null ? Prisma.empty : Prisma.sql`AND st.agent_id = ${agentId}`;
  const known = Prisma.sql`AND ${key} IS NOT NULL ${own}`;
  const unknown = Prisma.sql`AND ${key} IS NULL ${own}`;
  let parts = [known, unknown];
  if (last?.figure === null) parts = [Prisma.sql`${unknown} AND st.customer_id ${beyond} ${last.id}`];
  else if (last) {
    parts = [Prisma.sql`${known} AND (${key}, st.customer_id) ${beyond} (${last.figure}::bigint, ${last.id})`, unknown];
  }
  return {
    from: Prisma.sql`customer_standing st JOIN customer c ON c.id = st.customer_id`,
    id: Prisma.sql`st.customer_id`,
    cursorOf: (row) => encodeCursor(`${row.key ?? ''}|${row.id}`),
    key,
    direction,
    parts,
  };
}

const RESIDUAL = Prisma.sql`st.residual_bytes`;
const LEFT = Prisma.sql`st.days_left_tenths`;

const ORDERS: Record<CustomerSort, (cursor: string | undefined, agentId: number | null) => CustomerOrder> = {
  new: newest,
  name: (cursor) => byName(cursor, UP),
  '-name': (cursor) => byName(cursor, DOWN),
  residual: (cursor, agentId) => byFigure(cursor, agentId, RESIDUAL, UP),
  '-residual': (cursor, agentId) => byFigure(cursor, agentId, RESIDUAL, DOWN),
  left: (cursor, agentId) => byFigure(cursor, agentId, LEFT, UP),
  '-left': (cursor, agentId) => byFigure(cursor, agentId, LEFT, DOWN),
};

/**
 * How `sort` orders customers after a cursor of the same order; `agentId` where only that agent's are asked for. Throws
 * `invalid_input` for a broken cursor or one of another order.
 */
export function customerOrder(sort: CustomerSort, cursor: string | undefined, agentId: number | null): CustomerOrder {
  return ORDERS[sort](cursor, agentId);
}
