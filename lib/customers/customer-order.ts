import { decodeIntCursor } from '@/lib/core/paging';
import { Prisma } from '@/lib/infra/db';
import type { CustomerSort } from './schemas';

/** An order of the list of customers (alias `c`). Its cursor is the id of the last row. */
type CustomerOrder = {
  by: Prisma.Sql;
  /** `AND` part: what comes after the row of that id. */
  after: (id: number) => Prisma.Sql;
};

const ORDERS: Record<CustomerSort, CustomerOrder> = {
  new: { by: Prisma.sql`c.id DESC`, after: (id) => Prisma.sql`AND c.id < ${id}` },
  name: {
    by: Prisma.sql`lower(c.name), c.id`,
    after: (id) =>
      Prisma.sql`AND (lower(c.name), c.id) > ((SELECT lower(p.name) FROM customer p WHERE p.id = ${id}), ${id})`,
  },
};

/** How `sort` orders customers, and the `AND` part for what comes after a cursor. Throws `invalid_input` for a broken one. */
export function customerOrder(sort: CustomerSort, cursor: string | undefined): { by: Prisma.Sql; after: Prisma.Sql } {
  const { by, after } = ORDERS[sort];
  const last = decodeIntCursor(cursor);
  return { by, after: last === null ? Prisma.empty : after(last) };
}
