import { existsSync } from 'node:fs';
import type { Client } from 'pg';
import { quoted } from '../backup/tables';
import { withClient } from '../postgres/client';
import { isMonth, isSame, proofOfFile, proofOfTable, readMonth, sha256Of, tableOf } from './month-file';

type Kept = { rows: string; file: string; sha256: string };

/** Makes the roll-ups of the month anew, because accounts may have changed hands while it was away. */
const ROLL_UPS = ['agent', 'customer'].map((owner) => {
  const key = owner === 'agent' ? 'coalesce(c.agent_id, 0)' : 'coalesce(a.customer_id, 0)';
  const which = owner === 'agent' ? '' : 'WHERE a.customer_id IS NULL OR l.customer_id IS NOT NULL';
  return (month: string) => `
    DELETE FROM usage_by_${owner} WHERE day >= '${month}-01' AND day < date '${month}-01' + interval '1 month';
    INSERT INTO usage_by_${owner} (${owner}_id, connection_id, day, upload, download, total, accounts, split)
    SELECT ${key}, a.connection_id, u.day, coalesce(sum(u.upload), 0), coalesce(sum(u.download), 0), sum(u.total), count(*),
      count(*) FILTER (WHERE u.upload IS NOT NULL AND u.download IS NOT NULL)
    FROM ${quoted(tableOf(month))} u JOIN upstream_account a ON a.id = u.account_id LEFT JOIN customer c ON c.id = a.customer_id
      LEFT JOIN usage_large_customer l ON l.customer_id = a.customer_id ${which} GROUP BY 1, 2, 3`;
});

async function keptOf(client: Client, month: string): Promise<Kept> {
  const { rows } = await client.query<Kept>(
    'SELECT rows::text, file, sha256 FROM usage_archive WHERE month = $1::date',
    [`${month}-01`],
  );
  const [kept] = rows;
  if (!kept) throw new Error(`${month} is not archived`);
  return kept;
}

async function bringBack(client: Client, month: string, file: string): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock(7236481, id) FROM (SELECT id FROM connection ORDER BY id) AS k');
    await client.query('LOCK TABLE ONLY usage_day IN ACCESS EXCLUSIVE MODE');
    await client.query(`DROP TABLE ${quoted(tableOf(month))}`);
    await client.query('DELETE FROM usage_archive WHERE month = $1::date', [`${month}-01`]);
    await client.query('SELECT usage_month($1::date)', [`${month}-01`]);
    await readMonth(client, month, file);
    if (!isSame(await proofOfTable(client, month), await proofOfFile(file))) {
      throw new Error(`${month} came back with other figures than its file has; nothing was changed`);
    }
    for (const statement of ROLL_UPS) await client.query(statement(month));
    await client.query('UPDATE usage_version SET version = version + 1');
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** Brings an archived month (`YYYY-MM`) back from its file, whole or not at all. Returns how many days of accounts it has. */
export async function restoreUsage(
  url: string,
  input: { month: string; file?: string },
): Promise<{ rows: number; file: string }> {
  const { month } = input;
  if (!isMonth(month)) throw new Error('Give a month such as 2025-01');
  const restoreMonth = async (client: Client) => {
    const kept = await keptOf(client, month);
    const file = input.file ?? kept.file;
    if (!existsSync(file)) throw new Error(`There is no file ${file}; say where it is with --file`);
    if ((await sha256Of(file)) !== kept.sha256)
      throw new Error(`${file} is not the file that was written for ${month}`);
    await bringBack(client, month, file);
    return { rows: Number(kept.rows), file };
  };
  return withClient(url, restoreMonth, { application_name: 'gigatill-archive' });
}
