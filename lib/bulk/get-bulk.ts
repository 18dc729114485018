import { actorKey, agentScope, type Context, seesInternals } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { decodeIntCursor, encodeCursor, type ListPage, type Paging, toPage } from '@/lib/core/paging';
import { gbText } from '@/lib/core/wire';
import { db, Prisma } from '@/lib/infra/db';
import type { OrderStatus } from '@/lib/orders/schemas';
import { rowKeySql } from './row-key';
import {
  type BulkDetailDto,
  type BulkDto,
  type BulkRowDto,
  type BulkRowQuery,
  type BulkRowState,
  type BulkStatus,
  type BulkSummaryDto,
  bulkChecksSchema,
  MAX_BULK_ROWS,
} from './schemas';

type JobRow = {
  id: number;
  status: BulkStatus;
  made_by: string;
  made_by_name: string;
  file_name: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  stopped_why: string | null;
  checks: unknown;
  rows: number;
  good: number;
  handled: number;
};

type Row = {
  no: number;
  account: string;
  amount_gb: string;
  note: string | null;
  account_id: number | null;
  account_name: string | null;
  customer_name: string | null;
  problem: string | null;
  warning: string | null;
  gb: bigint | null;
  price_minor: bigint | null;
  currency: string | null;
  again: 'ask' | 'yes' | 'no' | null;
  order_id: number | null;
  status: OrderStatus | null;
};

/** The jobs that the actor may see, newest first: an agent's own. */
async function readJobs(ctx: Context, where: Prisma.Sql, take: number): Promise<JobRow[]> {
  const scope = agentScope(ctx.actor);
  return db().$queryRaw<JobRow[]>(Prisma.sql`
    SELECT j.id, j.status::text AS status, j.made_by, j.made_by_name, j.file_name, j.created_at, j.started_at,
      j.finished_at, j.stopped_why, j.checks, count(*)::int AS rows,
      (count(*) FILTER (WHERE r.problem IS NULL AND r.again IS DISTINCT FROM 'no'))::int AS good,
      (count(*) FILTER (WHERE r.problem IS NOT NULL OR r.order_id IS NOT NULL OR r.again = 'no'))::int AS handled
    FROM bulk_job j JOIN bulk_row r ON r.job_id = j.id
    WHERE ${where} AND ${scope === null ? Prisma.sql`true` : Prisma.sql`j.agent_id = ${scope}`}
    GROUP BY j.id ORDER BY j.id DESC LIMIT ${take}`);
}

/**
 * Rows with their orders as they stand; a row whose order was made as the process died finds it by its key. An account that
 * was given to another agent's customer is named to this one no more, unless it was ordered for.
 */
function readRows(ctx: Context, jobId: number, after = 0, take = MAX_BULK_ROWS): Promise<Row[]> {
  const scope = agentScope(ctx.actor);
  const seen = scope === null ? Prisma.sql`true` : Prisma.sql`(c.agent_id = ${scope} OR o.id IS NOT NULL)`;
  return db().$queryRaw<Row[]>(Prisma.sql`
    SELECT r.no, r.account, r.amount_gb, r.note, r.account_id, r.problem, r.warning, r.gb, r.again,
      CASE WHEN ${seen} THEN coalesce(ua.label, ua.external_name, ua.external_id) END AS account_name,
      CASE WHEN ${seen} THEN c.name END AS customer_name,
      coalesce(o.price_minor, r.price_minor) AS price_minor, coalesce(o.currency, r.currency) AS currency,
      o.id AS order_id, o.status::text AS status
    FROM bulk_row r JOIN bulk_job j ON j.id = r.job_id
    LEFT JOIN idempotency_key k ON r.order_id IS NULL AND k.caller = j.made_by AND k.key = ${rowKeySql} AND k.resource = 'order'
    LEFT JOIN "order" o ON o.id = coalesce(r.order_id, k.resource_id)
    LEFT JOIN upstream_account ua ON ua.id = r.account_id
    LEFT JOIN customer c ON c.id = CASE WHEN o.id IS NULL THEN ua.customer_id ELSE o.customer_id END
    WHERE r.job_id = ${jobId} AND r.no > ${after} ORDER BY r.no LIMIT ${take}`);
}

function stateOf(row: Row, job: JobRow): BulkRowState {
  if (row.status !== null) return row.status;
  if (row.problem !== null) return 'refused';
  if (job.status === 'preview' && row.again === 'ask') return 'again';
  if (row.again === 'no') return 'left_out';
  return job.status === 'cancelled' ? 'left_out' : 'waiting';
}

function toSummary(ctx: Context, job: JobRow): BulkSummaryDto {
  const named = seesInternals(ctx.actor) || job.made_by === actorKey(ctx.actor);
  return {
    id: String(job.id),
    status: job.status,
    fileName: job.file_name,
    madeBy: named ? job.made_by_name : 'A colleague',
    createdAt: job.created_at.toISOString(),
    startedAt: job.started_at?.toISOString() ?? null,
    finishedAt: job.finished_at?.toISOString() ?? null,
    stoppedWhy: job.stopped_why,
    rows: job.rows,
    good: job.good,
    handled: job.handled,
  };
}

function toRow(row: Row, job: JobRow): BulkRowDto {
  return {
    no: row.no,
    account: row.account,
    amountGb: row.gb === null ? row.amount_gb : gbText(row.gb),
    note: row.note,
    accountId: row.account_id === null ? null : String(row.account_id),
    accountName: row.account_name,
    customerName: row.customer_name,
    price:
      row.price_minor === null || row.currency === null
        ? null
        : formatMoney({ minor: row.price_minor, currency: row.currency }),
    problem: row.problem,
    warning: row.warning,
    orderId: row.order_id === null ? null : String(row.order_id),
    state: stateOf(row, job),
  };
}

/** The prices of rows in each currency. */
export function sumPrices(rows: readonly { priceMinor: bigint | null; currency: string | null }[]) {
  const sums = new Map<string, bigint>();
  for (const { priceMinor, currency } of rows) {
    if (priceMinor !== null && currency !== null) sums.set(currency, (sums.get(currency) ?? 0n) + priceMinor);
  }
  return [...sums].map(([currency, minor]) => formatMoney({ minor, currency }));
}

function countStates(rows: readonly Row[], job: JobRow): BulkDetailDto['states'] {
  const counts: BulkDetailDto['states'] = {};
  for (const row of rows) {
    const state = stateOf(row, job);
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

async function fetchJob(ctx: Context, id: number): Promise<JobRow> {
  const [job] = await readJobs(ctx, Prisma.sql`j.id = ${id}`, 1);
  if (!job) throw notFound('The bulk top-up');
  return job;
}

/** A bulk top-up with each row's verdict, and its order as it stands. Throws `not_found`, also for another agent's. */
export async function getBulk(ctx: Context, input: { id: number }): Promise<BulkDto> {
  const job = await fetchJob(ctx, input.id);
  const rows = await readRows(ctx, job.id);
  const good = rows.filter(({ problem, again }) => problem === null && again !== 'no');
  return {
    ...toSummary(ctx, job),
    mine: job.made_by === actorKey(ctx.actor),
    totalGb: gbText(good.reduce((sum, { gb }) => sum + (gb ?? 0n), 0n)),
    totalPrices: sumPrices(good.map(({ price_minor: priceMinor, currency }) => ({ priceMinor, currency }))),
    checks: job.checks === null ? null : bulkChecksSchema.parse(job.checks),
    states: countStates(rows, job),
    data: rows.map((row) => toRow(row, job)),
  };
}

/** The rows of a bulk top-up in their order, each with what became of it. Throws `not_found`, also for another agent's. */
export async function listBulkRows(ctx: Context, query: BulkRowQuery & { id: number }): Promise<ListPage<BulkRowDto>> {
  const after = decodeIntCursor(query.cursor);
  const job = await fetchJob(ctx, query.id);
  const rows = await readRows(ctx, job.id, after ?? 0, query.limit + 1);
  const data = rows.slice(0, query.limit).map((row) => toRow(row, job));
  const last = data.at(-1);
  return { data, nextCursor: rows.length > query.limit && last ? encodeCursor(last.no) : null };
}

/** Bulk top-ups, newest first. */
export async function listBulks(ctx: Context, query: Paging): Promise<ListPage<BulkSummaryDto>> {
  const before = decodeIntCursor(query.cursor);
  const where = before === null ? Prisma.sql`true` : Prisma.sql`j.id < ${before}`;
  const page = toPage(await readJobs(ctx, where, query.limit + 1), query.limit);
  return { data: page.data.map((job) => toSummary(ctx, job)), nextCursor: page.nextCursor };
}
