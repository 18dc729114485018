import type { UserTokenKind } from '@/generated/prisma/client';
import { randomToken, sha256 } from '@/lib/infra/crypto';
import { db, type Tx } from '@/lib/infra/db';

export type LinkKind = UserTokenKind;

const LIFETIME_MS: Record<LinkKind, number> = { invitation: 7 * 86_400_000, password_reset: 3_600_000 };

/** Makes all links of a person void, used or not. */
export async function voidTokens(tx: Tx, userId: number, now: Date): Promise<void> {
  await tx.userToken.updateMany({ where: { userId, usedAt: null }, data: { usedAt: now } });
}

/** A new link's token, of which only the hash is kept; those made for the person before are void. */
export async function newUserToken(
  tx: Tx,
  userId: number,
  kind: LinkKind,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  await voidTokens(tx, userId, now);
  const token = randomToken(32);
  const expiresAt = new Date(now.getTime() + LIFETIME_MS[kind]);
  await tx.userToken.create({
    data: { userId, kind, tokenHash: sha256(token), createdAt: now, expiresAt },
    select: { id: true },
  });
  return { token, expiresAt };
}

/** The person whom a link is for; `null` when it is unknown, used, over, or they may not sign in. */
export async function userOfToken(token: string, kind: LinkKind, now: Date) {
  const row = await db().userToken.findUnique({
    where: { tokenHash: sha256(token) },
    select: {
      id: true,
      kind: true,
      expiresAt: true,
      usedAt: true,
      user: {
        select: {
          id: true,
          email: true,
          name: true,
          role: true,
          agentId: true,
          totpEnabledAt: true,
          disabledAt: true,
          agent: { select: { archivedAt: true } },
        },
      },
    },
  });
  if (!row || row.kind !== kind || row.usedAt !== null || row.expiresAt <= now) return null;
  if (row.user.disabledAt !== null || (row.user.agent?.archivedAt ?? null) !== null) return null;
  return { tokenId: row.id, user: row.user };
}
