import { Prisma } from '@/lib/infra/db';

/** The idempotency key of a row's order: made again, it is the same order. */
export function rowKey(jobId: number, no: number): string {
  return `bulk:${jobId}:${no}`;
}

/** The same in SQL, of `bulk_row r`. */
export const rowKeySql = Prisma.sql`('bulk:' || r.job_id || ':' || r.no)`;
