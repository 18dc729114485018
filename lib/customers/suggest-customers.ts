import { type Context, requireRole } from '@/lib/core/actor';
import { db, Prisma } from '@/lib/infra/db';
import { type Candidate, findCandidates, matchKey } from './match-key';
import { type Holder, type Proposed, propose } from './propose';
import {
  type CandidateDto,
  MAX_SUGGESTED,
  type SuggestionDto,
  type SuggestionQuery,
  type SuggestionsDto,
} from './suggestion-schemas';

const COUNT_UP_TO = 10_000;

/**
 * Accounts (alias `a`) that a customer could have and does not: a provider's pools are the house's own. `AND` parts for a
 * connection are the caller's.
 */
const OPEN = Prisma.sql`a.customer_id IS NULL AND a.kind <> 'pool'`;

type Row = Holder & { id: number; externalId: string; connectionName: string };

/** The name and the e-mail that an account's provider, or our own label, tells of its holder. */
const NAME = 'coalesce(a.label, a.external_name, a.external_id)';
const MAIL = `(SELECT t FROM unnest(ARRAY[a.label, a.external_name, a.external_id]) WITH ORDINALITY AS x(t, no)
  WHERE t ~ '^[^[:space:]@]+@[^[:space:]@]+[.][^[:space:]@]+$' ORDER BY no LIMIT 1)`;

async function readOpen(query: { connectionId?: number; after?: number; limit: number }): Promise<Row[]> {
  const of = query.connectionId === undefined ? Prisma.empty : Prisma.sql`AND a.connection_id = ${query.connectionId}`;
  const from = query.after === undefined ? Prisma.empty : Prisma.sql`AND a.id > ${query.after}`;
  return db().$queryRaw<Row[]>(Prisma.sql`
    SELECT a.id, a.external_id AS "externalId", k.name AS "connectionName", ${Prisma.raw(NAME)} AS name,
      ${matchKey(NAME)} AS "nameKey", ${Prisma.raw(MAIL)} AS email, ${matchKey(MAIL)} AS "mailKey"
    FROM upstream_account a JOIN connection k ON k.id = a.connection_id
    WHERE ${OPEN} ${of} ${from} ORDER BY a.id LIMIT ${query.limit + 1}`);
}

/** How many accounts have no customer though they could, counted up to `limit`. Admins and viewers. */
export async function countUnassigned(
  ctx: Context,
  input: { connectionId?: number; limit?: number } = {},
): Promise<number> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const of = input.connectionId === undefined ? Prisma.empty : Prisma.sql`AND a.connection_id = ${input.connectionId}`;
  const [row] = await db().$queryRaw<{ count: number }[]>(Prisma.sql`
    SELECT count(*)::int AS count FROM (SELECT FROM upstream_account a WHERE ${OPEN} ${of} LIMIT ${input.limit ?? COUNT_UP_TO}) AS o`);
  return row?.count ?? 0;
}

const toDto = ({ id, ...rest }: Candidate): CandidateDto => ({ id: String(id), ...rest });

function proposalDto(proposed: Proposed): SuggestionDto['proposal'] {
  switch (proposed.kind) {
    case 'existing':
      return { ...proposed, customer: toDto(proposed.customer) };
    case 'ask':
      return { ...proposed, candidates: proposed.candidates.map(toDto) };
    case 'new':
      return proposed;
  }
}

/** What makes two accounts one proposal: the same customer, the same choice, or the same new one. */
function groupKey(proposed: Proposed, row: Row, mailOfName: ReadonlyMap<string, string>): string {
  switch (proposed.kind) {
    case 'existing':
      return `customer:${proposed.customer.id}`;
    case 'ask':
      return `ask:${proposed.candidates.map(({ id }) => id).join(',')}:${row.mailKey ?? row.nameKey}`;
    case 'new':
      return `new:${row.mailKey ?? mailOfName.get(row.nameKey) ?? row.nameKey}`;
  }
}

/**
 * Accounts without a customer, oldest first, each with the customer that it probably belongs to: the one with its e-mail or
 * its name, else a new one of that name. Accounts that lead to one customer come together. Changes nothing. Admins only.
 */
export async function suggestCustomers(ctx: Context, input: SuggestionQuery): Promise<SuggestionsDto> {
  requireRole(ctx.actor, 'admin');
  const query = { ...input, limit: Math.min(input.limit ?? MAX_SUGGESTED, MAX_SUGGESTED) };
  const [found, open] = await Promise.all([
    readOpen(query),
    countUnassigned(ctx, query.connectionId === undefined ? {} : { connectionId: query.connectionId }),
  ]);
  const rows = found.slice(0, query.limit);
  const { byName, byMail } = await findCandidates({
    names: rows.map(({ nameKey }) => nameKey),
    mails: rows.flatMap(({ mailKey }) => mailKey ?? []),
  });
  // A name without e-mail joins the one that has it.
  const mailOfName = new Map(rows.flatMap(({ nameKey, mailKey }) => (mailKey === null ? [] : [[nameKey, mailKey]])));
  const groups = new Map<string, SuggestionDto>();
  for (const row of rows) {
    const proposed = propose(row, byName.get(row.nameKey) ?? [], byMail.get(row.mailKey ?? '') ?? []);
    const key = groupKey(proposed, row, mailOfName);
    const account = {
      id: String(row.id),
      name: row.name,
      externalId: row.externalId,
      connectionName: row.connectionName,
    };
    const group = groups.get(key);
    if (!group) groups.set(key, { key, accounts: [account], proposal: proposalDto(proposed) });
    else {
      group.accounts.push(account);
      if (group.proposal.kind === 'new') group.proposal.email ??= row.email;
    }
  }
  const last = rows.at(-1);
  return {
    data: [...groups.values()],
    shown: rows.length,
    open,
    after: found.length > query.limit && last ? String(last.id) : null,
  };
}
