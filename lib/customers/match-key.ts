import { db, Prisma, type Tx } from '@/lib/infra/db';

/**
 * What two names or e-mails have in common that mean the same: without case, width of letters and double spaces. The
 * expression of the indexes `customer_match_name_idx` and `customer_match_email_idx`; `column` is SQL of ours.
 */
export function matchKey(column: string): Prisma.Sql {
  return Prisma.raw(String.raw`lower(regexp_replace(normalize(btrim(${column}), NFKC), '\s+', ' ', 'g'))`);
}

/** A customer that an account may belong to. */
export type Candidate = { id: number; name: string; email: string | null; agentName: string | null };
type Found = Candidate & { nameKey: string; mailKey: string | null };

/** Customers in use with one of these names or e-mails, as keys, by name and by e-mail, oldest first. */
export async function findCandidates(
  keys: { names: readonly string[]; mails: readonly string[] },
  runner: Tx | ReturnType<typeof db> = db(),
): Promise<{ byName: Map<string, Candidate[]>; byMail: Map<string, Candidate[]> }> {
  const rows = await runner.$queryRaw<Found[]>(Prisma.sql`
    SELECT c.id, c.name, c.email, g.name AS "agentName", ${matchKey('c.name')} AS "nameKey", ${matchKey('c.email')} AS "mailKey"
    FROM customer c LEFT JOIN agent g ON g.id = c.agent_id
    WHERE c.archived_at IS NULL
      AND (${matchKey('c.name')} = ANY(${[...keys.names]}::text[]) OR ${matchKey('c.email')} = ANY(${[...keys.mails]}::text[]))
    ORDER BY c.id`);
  const byName = new Map<string, Candidate[]>();
  const byMail = new Map<string, Candidate[]>();
  for (const { nameKey, mailKey, ...candidate } of rows) {
    byName.set(nameKey, [...(byName.get(nameKey) ?? []), candidate]);
    if (mailKey !== null) byMail.set(mailKey, [...(byMail.get(mailKey) ?? []), candidate]);
  }
  return { byName, byMail };
}
