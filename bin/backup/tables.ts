import type { Client } from 'pg';

export type Table = { name: string; columns: string[] };

/** A name as SQL wants it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Our tables (a partitioned one as a whole) with their columns, each after those that it refers to, so that rows can be put back in this order. */
export async function tablesInOrder(client: Client): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relname <> '_prisma_migrations' AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname`);
  const { rows: links } = await client.query<{ source: string; target: string }>(`
    SELECT s.relname AS source, t.relname AS target FROM pg_constraint k
    JOIN pg_class s ON s.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
    WHERE k.contype = 'f' AND s.relnamespace = 'public'::regnamespace AND s.oid <> t.oid AND NOT s.relispartition`);
  const targets = Map.groupBy(links, ({ source }) => source);
  const byName = new Map(rows.map((table) => [table.name, table]));
  const ordered = new Set<Table>();
  const visiting = new Set<string>();
  const visit = (name: string) => {
    const table = byName.get(name);
    if (!table || ordered.has(table)) return;
    if (visiting.has(name)) throw new Error(`the tables around ${name} refer to each other in a circle`);
    visiting.add(name);
    for (const { target } of targets.get(name) ?? []) visit(target);
    ordered.add(table);
  };
  for (const { name } of rows) visit(name);
  return [...ordered];
}

/** Names of the migrations that the database has. */
export async function migrationsOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT migration_name AS name FROM _prisma_migrations
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`);
  return rows.map(({ name }) => name);
}

/** Our sequences with their present values. */
export async function sequencesOf(client: Client): Promise<{ name: string; value: string }[]> {
  const { rows } = await client.query<{ name: string; value: string | null }>(`
    SELECT sequencename AS name, last_value::text AS value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`);
  return rows.flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]));
}
