import 'server-only';

/** Of ten connections three are the job queue's. */
const JOBS_SHARE = 0.3;
/** More help nobody: a process fetches its jobs one after the other. */
const MOST_FOR_JOBS = 4;

/**
 * How a process divides its DATABASE_POOL connections between queries and the job queue. Each part has at least one, so
 * that a pool of 1 takes two.
 */
export function poolShares(connections: number): { queries: number; jobs: number } {
  const jobs = Math.min(MOST_FOR_JOBS, Math.max(1, Math.floor(connections * JOBS_SHARE)));
  return { queries: Math.max(1, connections - jobs), jobs };
}
