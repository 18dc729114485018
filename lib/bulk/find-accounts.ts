import { agentScope, type Context } from '@/lib/core/actor';
import { db, Prisma } from '@/lib/infra/db';

/** An account that a row names. */
export type FoundAccount = { id: number; connectionName: string };

type Row = { given: string; id: number; connection_name: string };

/** A number as people write it: spaces and hyphens do not count. */
function plainNumber(text: string): string {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d+$/.test(digits) ? digits : text;
}

/** Our own id, written as `#12`: alone it would be taken for a provider's. */
function ownId(text: string): number | null {
  const digits = /^#([1-9]\d{0,8})$/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/**
 * The accounts that texts name: the provider's id or phone number, a name, or our id, inside what the actor may see.
 * Another agent's account is not there at all. Each way of naming is one join, so that thousands of texts meet tens of
 * thousands of accounts in a moment.
 */
export async function findAccounts(ctx: Context, texts: readonly string[]): Promise<Map<string, FoundAccount[]>> {
  const scope = agentScope(ctx.actor);
  const given = [...new Set(texts)];
  const rows = await db().$queryRaw<Row[]>(Prisma.sql`
    WITH w AS MATERIALIZED (
      SELECT * FROM unnest(${given}::text[], ${given.map(plainNumber)}::text[], ${given.map(ownId)}::int[]) AS w(given, plain, own)
    ), named AS (
      SELECT w.given, ua.id FROM w JOIN upstream_account ua ON ua.external_id = w.given
      UNION SELECT w.given, ua.id FROM w JOIN upstream_account ua ON ua.external_id = w.plain
      UNION SELECT w.given, ua.id FROM w JOIN upstream_account ua ON ua.id = w.own
      UNION SELECT w.given, ua.id FROM w JOIN upstream_account ua ON lower(ua.external_name) = lower(w.given)
      UNION SELECT w.given, ua.id FROM w JOIN upstream_account ua ON lower(ua.label) = lower(w.given)
    )
    SELECT n.given, n.id, k.name AS connection_name
    FROM named n JOIN upstream_account ua ON ua.id = n.id JOIN connection k ON k.id = ua.connection_id
    LEFT JOIN customer c ON c.id = ua.customer_id
    WHERE ${scope === null ? Prisma.sql`true` : Prisma.sql`c.agent_id = ${scope}`} ORDER BY n.id`);
  const found = new Map<string, FoundAccount[]>();
  for (const { given: text, id, connection_name: connectionName } of rows) {
    found.set(text, [...(found.get(text) ?? []), { id, connectionName }]);
  }
  return found;
}
