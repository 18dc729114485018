import 'server-only';
import { AppError } from '@/lib/core/errors';
import { Prisma } from './db';
import type { SqlRunner } from './sql';

export const IDEMPOTENCY_KEY_DAYS = 30;

/** What a key makes, with the sequence that its rows take their ids from. */
const RESOURCES = {
  order: '"order"',
  payment: 'payment',
  bulk: 'bulk_job',
  adjustment: 'adjustment',
  cost_block: 'cost_block',
} as const;

export type IdempotencyClaim = {
  /** Who posts: keys of different callers have nothing to do with each other. */
  caller: string;
  key: string;
  bodyHash: string;
  resource: keyof typeof RESOURCES;
  now: Date;
};

function oldestKept(now: Date): Date {
  return new Date(now.getTime() - IDEMPOTENCY_KEY_DAYS * 86_400_000);
}

/**
 * Claims a key inside the transaction that makes the resource. The first caller gets the id to make it under; another
 * one waits for the first to commit and gets the id that exists. A caller that fails leaves no key behind.
 * Throws `idempotency_conflict` when the key was used with another body.
 */
export async function claimIdempotencyKey(
  tx: SqlRunner,
  claim: IdempotencyClaim,
): Promise<{ id: number; isNew: boolean }> {
  const nextId = Prisma.raw(`nextval(pg_get_serial_sequence('${RESOURCES[claim.resource]}', 'id'))`);
  const [claimed] = await tx.$queryRaw<{ resource_id: number }[]>(Prisma.sql`
    INSERT INTO idempotency_key AS k (caller, key, body_hash, resource, resource_id, created_at)
    VALUES (${claim.caller}, ${claim.key}, ${claim.bodyHash}, ${claim.resource}, ${nextId}, ${claim.now})
    ON CONFLICT (caller, key) DO UPDATE
      SET body_hash = excluded.body_hash, resource = excluded.resource, resource_id = excluded.resource_id, created_at = excluded.created_at
      WHERE k.created_at < ${oldestKept(claim.now)}
    RETURNING resource_id`);
  if (claimed) return { id: claimed.resource_id, isNew: true };
  const id = await findMadeUnderKey(tx, claim);
  if (id === null) throw new AppError('internal', 'The idempotency key vanished.', { retryable: true });
  return { id, isNew: false };
}

/** What this key and body made before; null when nothing. Throws `idempotency_conflict` as `claimIdempotencyKey` does. */
export async function findMadeUnderKey(tx: SqlRunner, claim: IdempotencyClaim): Promise<number | null> {
  const [earlier] = await tx.$queryRaw<{ body_hash: string; resource: string; resource_id: number }[]>`
    SELECT body_hash, resource, resource_id FROM idempotency_key
    WHERE caller = ${claim.caller} AND key = ${claim.key} AND created_at >= ${oldestKept(claim.now)}`;
  if (!earlier) return null;
  if (earlier.body_hash !== claim.bodyHash || earlier.resource !== claim.resource) {
    throw new AppError(
      'idempotency_conflict',
      'This Idempotency-Key was used before with another body. Use a new key for a new request.',
    );
  }
  return earlier.resource_id;
}
