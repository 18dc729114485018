import { type AuditEntry, recordAudits } from '@/lib/audit';
import { type Context, requireRole } from '@/lib/core/actor';
import { inTransaction, Prisma, type Tx } from '@/lib/infra/db';
import { giveAccountsUsage } from '@/lib/usage';
import { keepStandingsSoon } from './keep-standings';
import { findCandidates, matchKey } from './match-key';
import { type Holder, propose } from './propose';
import type { AssignSuggestedDto, AssignSuggestedInput } from './suggestion-schemas';

/** Key of our advisory lock: customers are made from suggestions by one at a time, so that none is made twice. */
const SUGGESTION_LOCK = 7_236_490;

type Item = AssignSuggestedInput['items'][number];
type NewTarget = Exclude<Item['to'], { customerId: number }>;
type Plan = { accountIds: number[]; customerId: number };
type Made = { id: number; name: string; email: string | null };

/** Locks the accounts in order of id; those that nobody has. */
async function lockFree(tx: Tx, ids: readonly number[]): Promise<Set<number>> {
  const rows = await tx.$queryRaw<{ id: number; free: boolean }[]>`
    SELECT id, customer_id IS NULL AS free FROM upstream_account WHERE id = ANY(${[...ids]}::int[]) ORDER BY id FOR UPDATE`;
  return new Set(rows.filter(({ free }) => free).map(({ id }) => id));
}

/** Those of the customers that are in use, kept from being changed meanwhile. */
async function lockCustomers(tx: Tx, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM customer WHERE id = ANY(${[...ids]}::int[]) AND archived_at IS NULL ORDER BY id FOR SHARE`;
  return new Set(rows.map(({ id }) => id));
}

/** New customers as holders, with the keys that the database compares them by. */
async function holdersOf(tx: Tx, targets: readonly NewTarget[]): Promise<Holder[]> {
  const names = targets.map(({ name }) => name);
  const mails = targets.map(({ email }) => email);
  return tx.$queryRaw<Holder[]>(Prisma.sql`
    SELECT name, email, ${matchKey('name')} AS "nameKey", ${matchKey('email')} AS "mailKey"
    FROM unnest(${names}::text[], ${mails}::text[]) WITH ORDINALITY AS t(name, email, no) ORDER BY no`);
}

async function nextIds(tx: Tx, count: number): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT nextval(pg_get_serial_sequence('customer', 'id'))::int AS id FROM generate_series(1, ${count}::int)`;
  return rows.map(({ id }) => id);
}

/**
 * Where the accounts of new customers go: to the one that has this name or e-mail by now, else to one that is made, once
 * for all that mean the same.
 */
async function planNew(
  tx: Tx,
  items: readonly { accountIds: number[]; to: NewTarget }[],
): Promise<{ plans: Plan[]; made: Made[]; left: AssignSuggestedDto['left'] }> {
  const holders = await holdersOf(
    tx,
    items.map(({ to }) => to),
  );
  const keys = { names: holders.map((h) => h.nameKey), mails: holders.flatMap((h) => h.mailKey ?? []) };
  const { byName, byMail } = await findCandidates(keys, tx);
  const ids = await nextIds(tx, items.length);
  const made: Made[] = [];
  const makes = new Map<string, number>();
  const left: AssignSuggestedDto['left'] = [];
  const plans: Plan[] = [];
  for (const [no, { accountIds, to }] of items.entries()) {
    const holder = holders[no];
    const id = ids[no];
    if (!holder || id === undefined) throw new Error('a new customer was lost');
    const there = to.separate ? [[], []] : [byName.get(holder.nameKey) ?? [], byMail.get(holder.mailKey ?? '') ?? []];
    const proposed = propose(holder, there[0] ?? [], there[1] ?? []);
    if (proposed.kind === 'ask') left.push({ name: to.name, why: 'several' });
    else if (proposed.kind === 'existing') plans.push({ accountIds, customerId: proposed.customer.id });
    else {
      const key = to.separate ? `own:${no}` : (holder.mailKey ?? holder.nameKey);
      const customerId = makes.get(key) ?? id;
      if (customerId === id) made.push({ id, name: to.name, email: to.email });
      makes.set(key, customerId);
      plans.push({ accountIds, customerId });
    }
  }
  if (made.length > 0) await tx.customer.createMany({ data: made });
  return { plans, made, left };
}

async function planExisting(
  tx: Tx,
  items: readonly { accountIds: number[]; customerId: number }[],
): Promise<{ plans: Plan[]; left: AssignSuggestedDto['left'] }> {
  const there = await lockCustomers(
    tx,
    items.map(({ customerId }) => customerId),
  );
  const gone = items.filter(({ customerId }) => !there.has(customerId));
  return {
    plans: items.filter(({ customerId }) => there.has(customerId)),
    left: gone.map(({ customerId }) => ({ name: `#${customerId}`, why: 'gone' })),
  };
}

async function give(tx: Tx, plans: readonly Plan[]): Promise<{ accountId: number; customerId: number }[]> {
  const pairs = plans.flatMap(({ accountIds, customerId }) =>
    accountIds.map((accountId) => ({ accountId, customerId })),
  );
  const accountIds = pairs.map(({ accountId }) => accountId);
  if (accountIds.length === 0) return [];
  await tx.$executeRaw`
    UPDATE upstream_account a SET customer_id = t.customer_id
    FROM unnest(${accountIds}::int[], ${pairs.map(({ customerId }) => customerId)}::int[]) AS t(id, customer_id)
    WHERE a.id = t.id AND a.customer_id IS NULL`;
  await giveAccountsUsage(tx, { accountIds });
  return pairs;
}

function auditOf(made: readonly Made[], given: readonly { accountId: number; customerId: number }[]): AuditEntry[] {
  return [
    ...made.map(({ id, name, email }) => ({
      action: 'customer.created',
      entity: 'customer',
      entityId: id,
      after: { name, email, agentId: null, tags: [], note: null },
    })),
    ...given.map(({ accountId, customerId }) => ({
      action: 'account.updated',
      entity: 'account',
      entityId: accountId,
      before: { customerId: null },
      after: { customerId },
    })),
  ];
}

/**
 * Gives accounts that nobody has to customers, as suggested or as somebody chose, all at once. What has a customer by then is
 * left as it is, so that pressing twice, or in two tabs, assigns and makes nothing twice. New customers are the house's; one
 * is made only where none of its name or e-mail is there by now. Admins only.
 */
export async function assignSuggested(ctx: Context, input: AssignSuggestedInput): Promise<AssignSuggestedDto> {
  requireRole(ctx.actor, 'admin');
  const asked = new Set(input.items.flatMap(({ accountIds }) => accountIds));
  const { owners, ...answer } = await inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SUGGESTION_LOCK})`;
    const free = await lockFree(tx, [...asked]);
    const total = free.size;
    const items = input.items.flatMap(({ accountIds, to }) => {
      // Named twice in one call, an account goes where it was named first.
      const own = accountIds.filter((id) => free.delete(id));
      return own.length > 0 ? [{ accountIds: own, to }] : [];
    });
    const existing = await planExisting(
      tx,
      items.flatMap(({ accountIds, to }) => ('customerId' in to ? [{ accountIds, customerId: to.customerId }] : [])),
    );
    const fresh = await planNew(
      tx,
      items.flatMap(({ accountIds, to }) => ('customerId' in to ? [] : [{ accountIds, to }])),
    );
    const given = await give(tx, [...existing.plans, ...fresh.plans]);
    await recordAudits(tx, ctx, auditOf(fresh.made, given));
    return {
      assigned: given.length,
      created: fresh.made.length,
      already: asked.size - total,
      left: [...existing.left, ...fresh.left],
      owners: given.map(({ customerId }) => customerId),
    };
  });
  keepStandingsSoon({ customerIds: owners });
  return answer;
}
