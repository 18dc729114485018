import { randomInt } from 'node:crypto';
import type { Actor, Role } from '@/lib/core/actor';
import { sha256 } from '@/lib/infra/crypto';
import { db, Prisma } from '@/lib/infra/db';
import { queryPrepared } from '@/lib/infra/prepared';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const FORM = /^gt_[A-Za-z0-9]{40}$/;
const TOUCH_MS = 60_000;

/** A new key: `gt_` and 40 characters, 238 bits, so a plain SHA-256 of it is enough to keep. */
export function newKey(): { key: string; prefix: string; keyHash: string } {
  const key = `gt_${Array.from({ length: 40 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`;
  return { key, prefix: key.slice(0, 9), keyHash: sha256(key) };
}

type Row = { id: number; name: string; role: Role; agent_id: number | null; last_used_at: Date | null };

/** The caller behind a key, as the database knows it at this moment; `null` when there is none or it was revoked. */
export async function actorOfKey(key: string, address: string | null, now: Date): Promise<Actor | null> {
  if (!FORM.test(key)) return null;
  const [row] = await queryPrepared<Row>(Prisma.sql`
    SELECT k.id, k.name, k.role::text AS role, k.agent_id, k.last_used_at
    FROM api_key k LEFT JOIN agent a ON a.id = k.agent_id
    WHERE k.key_hash = ${sha256(key)} AND k.revoked_at IS NULL AND a.archived_at IS NULL`);
  if (!row) return null;
  const cutoff = new Date(now.getTime() - TOUCH_MS);
  if (row.last_used_at === null || row.last_used_at < cutoff) {
    await db().apiKey.updateMany({
      where: { id: row.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: cutoff } }] },
      data: { lastUsedAt: now },
    });
  }
  return { kind: 'key', keyId: row.id, name: row.name, role: row.role, agentId: row.agent_id, address };
}
