import { randomInt } from 'node:crypto';
import type { Actor } from '@/lib/core/actor';
import { sha256 } from '@/lib/infra/crypto';
import { db } from '@/lib/infra/db';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const FORM = /^gt_[A-Za-z0-9]{40}$/;
const TOUCH_MS = 60_000;

/** A new key: `gt_` and 40 characters, 238 bits, so a plain SHA-256 of it is enough to keep. */
export function newKey(): { key: string; prefix: string; keyHash: string } {
  const key = `gt_${Array.from({ length: 40 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`;
  return { key, prefix: key.slice(0, 9), keyHash: sha256(key) };
}

/** The caller behind a key, as the database knows it at this moment; `null` when there is none or it was revoked. */
export async function actorOfKey(key: string, address: string | null, now: Date): Promise<Actor | null> {
  if (!FORM.test(key)) return null;
  const row = await db().apiKey.findUnique({
    where: { keyHash: sha256(key) },
    select: {
      id: true,
      name: true,
      role: true,
      agentId: true,
      revokedAt: true,
      lastUsedAt: true,
      agent: { select: { archivedAt: true } },
    },
  });
  if (!row || row.revokedAt !== null || (row.agent && row.agent.archivedAt !== null)) return null;
  const { id: keyId, name, role, agentId } = row;
  const cutoff = new Date(now.getTime() - TOUCH_MS);
  if (row.lastUsedAt === null || row.lastUsedAt < cutoff) {
    await db().apiKey.updateMany({
      where: { id: keyId, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: cutoff } }] },
      data: { lastUsedAt: now },
    });
  }
  return { kind: 'key', keyId, name, role, agentId, address };
}
