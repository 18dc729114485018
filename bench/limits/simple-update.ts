import type { Client } from 'pg';
import { connect } from '../machine/database';

/** As pgbench at scale 10: a million accounts. */
const ACCOUNTS = 1_000_000;

/** pgbench's tables at scale 10, a million accounts, vacuumed. */
export async function createSimpleUpdateTables(client: Client): Promise<void> {
  await client.query(`
    CREATE TABLE pgbench_accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84));
    CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
    INSERT INTO pgbench_accounts SELECT n, 1, 0, '' FROM generate_series(1, ${ACCOUNTS}) n`);
  await client.query('VACUUM (ANALYZE) pgbench_accounts');
}

/** pgbench's simple-update: one update, one select, one insert, committed. */
async function transaction(client: Client): Promise<void> {
  const account = 1 + Math.floor(Math.random() * ACCOUNTS);
  const delta = Math.floor(Math.random() * 10_000) - 5_000;
  await client.query('BEGIN');
  await client.query({
    name: 'update',
    text: 'UPDATE pgbench_accounts SET abalance = abalance + $1 WHERE aid = $2',
    values: [delta, account],
  });
  await client.query({
    name: 'select',
    text: 'SELECT abalance FROM pgbench_accounts WHERE aid = $1',
    values: [account],
  });
  await client.query({
    name: 'insert',
    text: 'INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES (1, 1, $1, $2, current_timestamp)',
    values: [account, delta],
  });
  await client.query('COMMIT');
}

/** Clients with a connection each. `run` works for so long and returns transactions a second. */
export async function openSimpleUpdate(url: string, clients: number) {
  const connections = await Promise.all(Array.from({ length: clients }, () => connect(url)));
  return {
    run: (durationMs: number) =>
      ratePerSecond(
        durationMs,
        connections.map((client) => () => transaction(client)),
      ),
    close: () => Promise.all(connections.map((client) => client.end())),
  };
}

/** Lets every worker repeat itself for so long. Returns how often a second they did it together. */
export async function ratePerSecond(durationMs: number, workers: readonly (() => Promise<unknown>)[]): Promise<number> {
  const startedAt = performance.now();
  let done = 0;
  await Promise.all(
    workers.map(async (work) => {
      while (performance.now() - startedAt < durationMs) {
        await work();
        done += 1;
      }
    }),
  );
  return (done / (performance.now() - startedAt)) * 1000;
}
