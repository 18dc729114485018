import { db, inTransaction, Prisma } from '@/lib/infra/db';
import { log } from '@/lib/infra/log';
import { RESIDUAL_COLUMNS, TENTHS_LEFT } from './internal';

/** Customers of one statement. */
const BATCH = 2_000;

/** What changed waits one to two of these, for the change to be committed and for more to come along. */
const SOON_MS = 1_000;

/** As a bigint; what is beyond it, which nobody has, is as much as it holds. `least` would take an unknown one for it. */
function capped(figure: Prisma.Sql): Prisma.Sql {
  const most = Prisma.sql`900000000000000000`;
  return Prisma.sql`(CASE WHEN ${figure} > ${most} THEN ${most} ELSE ${figure} END)::bigint`;
}

/** Whose standing is to be kept: customers, and those that these accounts belong to now. */
type Whose = { customerIds?: readonly number[]; accountIds?: readonly number[] };

/** Where customers stand by their accounts as they are. `customers`: their ids, as a query or an array. */
function truth(customers: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT c.id, ${capped(Prisma.sql`s.residual_bytes::numeric`)} AS residual_bytes,
      ${capped(TENTHS_LEFT)} AS days_left_tenths
    FROM customer c CROSS JOIN LATERAL (SELECT ${RESIDUAL_COLUMNS} FROM upstream_account ua
      JOIN connection k ON k.id = ua.connection_id WHERE ua.customer_id = c.id) s
    WHERE c.id = ANY(${customers})`;
}

const DIFFERS = Prisma.sql`
  (st.residual_bytes, st.days_left_tenths) IS DISTINCT FROM (n.residual_bytes, n.days_left_tenths)`;

/** Those of the customers whose standing is kept wrong. Writes and locks nothing. */
async function findMoved(customers: Prisma.Sql): Promise<number[]> {
  const rows = await db().$queryRaw<{ id: number }[]>(Prisma.sql`
    SELECT n.id FROM (${truth(customers)}) n JOIN customer_standing st ON st.customer_id = n.id
    WHERE ${DIFFERS} ORDER BY n.id`);
  return rows.map(({ id }) => id);
}

/**
 * Writes the standing of these customers. Their rows are locked first and their accounts looked at then, so that of two who
 * write one the later knows more. Waits for nobody: whose row somebody else holds has its turn soon after.
 */
async function write(ids: readonly number[]): Promise<void> {
  const held = new Set(ids);
  await inTransaction(async (tx) => {
    const rows = await tx.$queryRaw<{ id: number }[]>`
      SELECT customer_id AS id FROM customer_standing WHERE customer_id = ANY(${[...ids]}::int[])
      ORDER BY customer_id FOR NO KEY UPDATE SKIP LOCKED`;
    const free = rows.map(({ id }) => id);
    for (const id of free) held.delete(id);
    await tx.$executeRaw(Prisma.sql`
      UPDATE customer_standing st SET residual_bytes = n.residual_bytes, days_left_tenths = n.days_left_tenths
      FROM (${truth(Prisma.sql`${free}::int[]`)}) n WHERE st.customer_id = n.id AND ${DIFFERS}`);
  });
  if (held.size > 0) keepStandingsSoon({ customerIds: [...held] });
}

async function keepThose(customers: Prisma.Sql): Promise<void> {
  const moved = await findMoved(customers);
  for (let from = 0; from < moved.length; from += BATCH) await write(moved.slice(from, from + BATCH));
}

/** Keeps the standing of those who have the upstream accounts that `accounts` (alias `a`) selects. Who stayed is not touched. */
export async function keepStandingsOf(accounts: Prisma.Sql): Promise<void> {
  await keepThose(Prisma.sql`ARRAY(SELECT DISTINCT a.customer_id FROM upstream_account a WHERE ${accounts})`);
}

/**
 * The same for all customers, and adds rows that are missing: makes good what was lost when a process died before it kept what
 * it had noted, and fills what an older backup or an update left empty.
 */
export async function keepAllStandings(): Promise<void> {
  await db().$executeRaw`
    INSERT INTO customer_standing (customer_id, agent_id) SELECT c.id, c.agent_id FROM customer c
    WHERE NOT EXISTS (SELECT FROM customer_standing st WHERE st.customer_id = c.id) ON CONFLICT DO NOTHING`;
  let after = 0;
  for (;;) {
    const rows = await db().$queryRaw<{ id: number }[]>`
      SELECT id FROM customer WHERE id > ${after} ORDER BY id LIMIT ${BATCH}::int`;
    const last = rows.at(-1);
    if (!last) return;
    await keepThose(Prisma.sql`${rows.map(({ id }) => id)}::int[]`);
    after = last.id;
  }
}

type Noted = { customers: Set<number>; accounts: Set<number> };

const nothing = (): Noted => ({ customers: new Set(), accounts: new Set() });

/** What was noted since the last tick, which may not be committed yet, and before it, which has its turn with the next. */
let fresh = nothing();
let due = nothing();
let timer: NodeJS.Timeout | null = null;
const running = new Set<Promise<void>>();

async function keepNoted({ customers, accounts }: Noted): Promise<void> {
  for (const ids = [...customers]; ids.length > 0; ) await keepThose(Prisma.sql`${ids.splice(0, BATCH)}::int[]`);
  for (const ids = [...accounts]; ids.length > 0; ) {
    await keepStandingsOf(Prisma.sql`a.id = ANY(${ids.splice(0, BATCH)}::int[])`);
  }
}

function tick(): void {
  if (timer) clearTimeout(timer);
  const isMore = fresh.customers.size + fresh.accounts.size > 0;
  timer = isMore ? setTimeout(tick, SOON_MS).unref() : null;
  const now = due;
  due = fresh;
  fresh = nothing();
  // Lost, it is only the order of a list, until the next sync or the hourly look at all of them.
  const work = keepNoted(now)
    .catch((error: unknown) => log().warn({ err: error }, 'the order of customers was not kept'))
    .finally(() => running.delete(work));
  running.add(work);
}

/**
 * Keeps the standing of these customers one or two seconds from now, in statements of its own, together with what else comes
 * until then. Costs the caller nothing; call it when the change is committed or about to be.
 */
export function keepStandingsSoon({ customerIds = [], accountIds = [] }: Whose): void {
  for (const id of customerIds) fresh.customers.add(id);
  for (const id of accountIds) fresh.accounts.add(id);
  timer ??= setTimeout(tick, SOON_MS).unref();
}

/** Keeps at once what this process has noted, and waits for it. */
export async function drainStandings(): Promise<void> {
  while (timer) tick();
  await Promise.all(running);
}
