import type { Client } from 'pg';
import type { UsageDayRow } from '@/lib/usage';

/**
 * The limit of the write step: the same days in a bare table by `unnest` upsert with an exact roll-up by day, one statement
 * of the driver alone a page, nothing else kept.
 */
const UPSERT = `
  WITH written AS (
    INSERT INTO raw_usage AS u (account_id, day, up, down)
    SELECT * FROM unnest($1::int[], $2::date[], $3::bigint[], $4::bigint[])
    ON CONFLICT (account_id, day) DO UPDATE SET up = excluded.up, down = excluded.down
      WHERE (u.up, u.down) IS DISTINCT FROM (excluded.up, excluded.down)
    RETURNING new.day AS day, new.up - coalesce(old.up, 0) AS up, new.down - coalesce(old.down, 0) AS down,
      (old.day IS NULL)::int AS accounts
  )
  INSERT INTO raw_by_day AS r (day, up, down, accounts)
  SELECT day, sum(up), sum(down), sum(accounts) FROM written GROUP BY day
  ON CONFLICT (day) DO UPDATE SET up = r.up + excluded.up, down = r.down + excluded.down,
    accounts = r.accounts + excluded.accounts`;

/** The tables that raw rows of usage and their sums by day are written to. */
export async function createRawTables(client: Client): Promise<void> {
  await client.query(`
    CREATE TABLE raw_usage (account_id int, day date, up bigint, down bigint, PRIMARY KEY (account_id, day));
    CREATE TABLE raw_by_day (day date PRIMARY KEY, up bigint, down bigint, accounts int)`);
}

/** Empties both, for the next repetition. */
export async function emptyRawTables(client: Client): Promise<void> {
  await client.query('TRUNCATE raw_usage, raw_by_day');
}

function column(values: readonly unknown[]): string {
  return `{${values.join(',')}}`;
}

/** Writes rows in pages of that many. */
export async function writeRaw(client: Client, rows: readonly UsageDayRow[], pageRows: number): Promise<void> {
  for (let start = 0; start < rows.length; start += pageRows) {
    const page = rows.slice(start, start + pageRows);
    const values = [
      column(page.map((row) => row.accountId)),
      column(page.map((row) => row.day)),
      column(page.map((row) => row.upload)),
      column(page.map((row) => row.download)),
    ];
    await client.query({ name: 'raw-upsert', text: UPSERT, values });
  }
}
