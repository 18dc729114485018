import 'server-only';
import pg from 'pg';
import { connectionPool, type Prisma, speakUtc } from './db';
import { databaseTrouble } from './db-errors';
import { env } from './env';
import { log } from './log';
import { queryPrepared } from './prepared';

/** How long what was seen of the replica is taken for granted. */
const FRESH_MS = 1_000;
const PATIENCE_MS = 2_000;

/** A read, with the instant that the figures are of at the latest: null when the primary answered. */
export type ReplicaRead<Row> = { rows: Row[]; replayedAt: Date | null };

/** What was seen of the replica: how far it has come, or why it is not used. */
type Seen = { replayedAt: Date } | { trouble: string };

type Kept = { pool: pg.Pool; seen: Seen; seenAt: number; looking: Promise<Seen> | undefined };

const kept = globalThis as typeof globalThis & { gigatillReplica?: Kept };

function open(connectionString: string): Kept {
  const pool = new pg.Pool({
    connectionString,
    max: env().databasePool,
    keepAlive: true,
    connectionTimeoutMillis: PATIENCE_MS,
    idleTimeoutMillis: 30_000,
    application_name: 'gigatill-replica',
    onConnect: speakUtc,
  });
  pool.on('error', () => undefined); // it has left the pool by itself
  return { pool, seen: { trouble: '' }, seenAt: Number.NEGATIVE_INFINITY, looking: undefined };
}

type Position = { behind: boolean; replayed: Date | null; now: Date };

/**
 * How far the replica has come by its own account. The instant is that of the last transaction it has replayed: while a
 * worker runs there is one every few seconds, so an old one means that the stream has stopped.
 */
async function look(pool: pg.Pool, mostSeconds: number): Promise<Seen> {
  try {
    const { rows } = await pool.query<Position>(
      'SELECT pg_is_in_recovery() AS behind, pg_last_xact_replay_timestamp() AS replayed, clock_timestamp() AS now',
    );
    const [row] = rows;
    if (!row) return { trouble: 'it gives no answer' };
    if (!row.behind) return { replayedAt: row.now }; // a primary is never behind itself
    if (!row.replayed) return { trouble: 'it has replayed nothing yet' };
    const seconds = (row.now.getTime() - row.replayed.getTime()) / 1000;
    if (seconds <= mostSeconds) return { replayedAt: row.replayed };
    return { trouble: `it is more than ${mostSeconds} s behind` };
  } catch (error) {
    return { trouble: error instanceof Error ? error.message : String(error) };
  }
}

async function lookAndKeep(replica: Kept): Promise<Seen> {
  const seen = await look(replica.pool, env().databaseReplicaMaxLag);
  const [was, is] = ['trouble' in replica.seen, 'trouble' in seen];
  if (is && !was) log().warn({ trouble: 'trouble' in seen ? seen.trouble : '' }, 'charts are read from the primary');
  if (was && !is) log().info('charts are read from the replica');
  Object.assign(replica, { seen, seenAt: performance.now(), looking: undefined });
  return seen;
}

/** The replica, unless there is none, or it is away or too far behind: then it is looked for beside the reads. */
async function usable(): Promise<{ replica: Kept; replayedAt: Date } | null> {
  const { databaseReplicaUrl } = env();
  if (databaseReplicaUrl === undefined) return null;
  kept.gigatillReplica ??= open(databaseReplicaUrl);
  const replica = kept.gigatillReplica;
  let { seen } = replica;
  if (performance.now() - replica.seenAt > FRESH_MS) {
    replica.looking ??= lookAndKeep(replica);
    const isFirst = replica.seenAt === Number.NEGATIVE_INFINITY;
    if (isFirst || !('trouble' in seen)) seen = await replica.looking;
  }
  return 'trouble' in seen ? null : { replica, replayedAt: seen.replayedAt };
}

/**
 * Runs a read of a chart on the replica where there is one, else on the primary. Only for figures that say as of when they
 * are, and never to decide anything: the replica may lag behind by DATABASE_REPLICA_MAX_LAG seconds.
 */
export async function readFromReplica<Row extends object>(statement: Prisma.Sql): Promise<ReplicaRead<Row>> {
  const there = await usable();
  if (there) {
    try {
      return { rows: await queryPrepared<Row>(statement, there.replica.pool), replayedAt: there.replayedAt };
    } catch (error) {
      if (databaseTrouble(error) !== 'away') throw error;
      there.replica.seenAt = 0; // looked at again before the next read
    }
  }
  return { rows: await queryPrepared<Row>(statement, connectionPool()), replayedAt: null };
}

/** Whether charts may be read from a replica. */
export function hasReplica(): boolean {
  return env().databaseReplicaUrl !== undefined;
}

/** The earlier of a reading's instant (ISO 8601, null for none) and that of the replica: no figure is newer than that. */
export function asOfReplica(readAt: string | null, replayedAt: Date | null): string | null {
  if (readAt === null || replayedAt === null) return readAt;
  const replayed = replayedAt.toISOString();
  return new Date(readAt) <= replayedAt ? readAt : replayed;
}

/** Closes the connections to the replica; the next read opens new ones. */
export async function closeReplica(): Promise<void> {
  const replica = kept.gigatillReplica;
  delete kept.gigatillReplica;
  await replica?.pool.end();
}
