import type { Tx } from '@/lib/infra/db';

/** Keys made by keys made by keys: nobody goes further than this in earnest. */
const MAX_STEPS = 20;

/**
 * The person behind an actor's key: who made the API key for `key:7`, also by another key, so that nobody is a second
 * person by a key of one's own; the first key itself where no person made it.
 */
export async function personBehind(tx: Tx, key: string): Promise<string> {
  let behind = key;
  for (let step = 0; step < MAX_STEPS; step++) {
    const id = /^key:(\d{1,9})$/.exec(behind)?.[1];
    const row = id === undefined ? null : await tx.apiKey.findUnique({ where: { id: Number(id) } });
    if (!row || !/^(user|key):\d{1,9}$/.test(row.createdBy) || row.createdBy === behind) return behind;
    behind = row.createdBy;
  }
  return behind;
}

/** A person's own actor key and those of the API keys that this person has made, also by other keys. */
export async function keysOfPerson(tx: Tx, person: string): Promise<string[]> {
  const keys = new Set([person]);
  let makers = [person];
  for (let step = 0; step < MAX_STEPS && makers.length > 0; step++) {
    const rows = await tx.apiKey.findMany({ where: { createdBy: { in: makers } }, select: { id: true } });
    makers = rows.map(({ id }) => `key:${id}`).filter((key) => !keys.has(key));
    for (const key of makers) keys.add(key);
  }
  return [...keys];
}

/** Makes what a person does at one moment in several wallets happen one after the other, until the transaction ends. */
export async function lockPerson(tx: Tx, person: string): Promise<void> {
  const [, kind, id] = /^(user|key):(\d{1,9})$/.exec(person) ?? [];
  if (kind === 'user') await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${Number(id)} FOR NO KEY UPDATE`;
  if (kind === 'key') await tx.$queryRaw`SELECT id FROM api_key WHERE id = ${Number(id)} FOR NO KEY UPDATE`;
}
