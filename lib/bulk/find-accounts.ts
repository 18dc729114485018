import { agentScope, type Context } from '@/lib/core/actor';
import { db, Prisma } from '@/lib/infra/db';

/** An account that a row names, with who pays for it. */
export type FoundAccount = { id: number; connectionName: string; payerId: number | null };

type Row = { given: string; id: number; connection_name: string; payer_id: number | null };

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
 * Another agent's account is not there at all.
 */
export async function findAccounts(ctx: Context, texts: readonly string[]): Promise<Map<string, FoundAccount[]>> {
  const scope = agentScope(ctx.actor);
  const given = [...new Set(texts)];
  const rows = await db().$queryRaw<Row[]>(Prisma.sql`
    SELECT w.given, ua.id, k.name AS connection_name,
      coalesce(a.billing_account_id, c.billing_account_id) AS payer_id
    FROM unnest(${given}::text[], ${given.map(plainNumber)}::text[], ${given.map(ownId)}::int[]) AS w(given, plain, own)
    JOIN upstream_account ua ON ua.external_id = w.given OR ua.external_id = w.plain OR ua.id = w.own
      OR lower(ua.external_name) = lower(w.given) OR lower(ua.label) = lower(w.given)
    JOIN connection k ON k.id = ua.connection_id LEFT JOIN customer c ON c.id = ua.customer_id LEFT JOIN agent a ON a.id = c.agent_id
    WHERE ${scope === null ? Prisma.sql`true` : Prisma.sql`c.agent_id = ${scope}`} ORDER BY ua.id`);
  const found = new Map<string, FoundAccount[]>();
  for (const { given: text, id, connection_name: connectionName, payer_id: payerId } of rows) {
    found.set(text, [...(found.get(text) ?? []), { id, connectionName, payerId }]);
  }
  return found;
}
