import type { Actor } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { SharedLimit } from '@/lib/infra/rate-limit';

export const KEY_REQUESTS_PER_MINUTE = 6_000;
/** Divides the limit, so that a single process can use all of it. */
const LEASE = 100;

const limit = new SharedLimit('api-key', KEY_REQUESTS_PER_MINUTE, 60);

type Lease = { left: number; endsAt: number; over: boolean; refill: Promise<void> | null };
const leases = new Map<number, Lease>();

async function refill(lease: Lease, keyId: number): Promise<void> {
  const { allowed, msBeforeNext } = await limit.take(String(keyId), LEASE);
  lease.endsAt = performance.now() + msBeforeNext;
  lease.over = !allowed;
  lease.left = allowed ? LEASE : 0;
}

/**
 * Counts a request against its key's limit over all processes. A process takes a hundred at a time from the database and
 * counts those in memory, so that a busy key costs one write in a hundred requests.
 * Throws `rate_limited` with the seconds to wait.
 */
export async function countKeyRequest(actor: Actor): Promise<void> {
  if (actor.kind !== 'key') return;
  const lease = leases.get(actor.keyId) ?? { left: 0, endsAt: 0, over: false, refill: null };
  leases.set(actor.keyId, lease);
  for (;;) {
    const msLeft = lease.endsAt - performance.now();
    if (msLeft > 0 && lease.left > 0) {
      lease.left -= 1;
      return;
    }
    if (msLeft > 0 && lease.over) {
      const retryAfterSeconds = Math.max(1, Math.ceil(msLeft / 1000));
      const message = `This key has made ${KEY_REQUESTS_PER_MINUTE} requests in a minute. Wait ${retryAfterSeconds} s.`;
      throw new AppError('rate_limited', message, { retryAfterSeconds });
    }
    lease.refill ??= refill(lease, actor.keyId).finally(() => {
      lease.refill = null;
    });
    await lease.refill;
  }
}
