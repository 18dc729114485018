import type { Tx } from '@/lib/infra/db';

/**
 * The person behind an actor's key: who made the API key for `key:7`, so that nobody is a second person by a key of one's
 * own; the key itself where no person made it.
 */
export async function personBehind(tx: Tx, key: string): Promise<string> {
  const id = /^key:(\d{1,9})$/.exec(key)?.[1];
  if (id === undefined) return key;
  const row = await tx.apiKey.findUnique({ where: { id: Number(id) }, select: { createdBy: true } });
  return row?.createdBy.startsWith('user:') ? row.createdBy : key;
}

/** A person's own actor key and those of the API keys that this person has made. */
export async function keysOfPerson(tx: Tx, person: string): Promise<string[]> {
  const rows = await tx.apiKey.findMany({ where: { createdBy: person }, select: { id: true } });
  return [person, ...rows.map(({ id }) => `key:${id}`)];
}
