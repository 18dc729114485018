import { randomInt } from 'node:crypto';
import { derivedKey, hmacSha256 } from '@/lib/infra/crypto';
import { db, type Tx } from '@/lib/infra/db';
import { acceptedStep } from './totp';

const RECOVERY_CODES = 10;
/** Without letters and digits that are mistaken for one another on paper. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Spaces and hyphens are for reading; capitals do not matter. */
function plainCode(code: string): string {
  return code.replace(/[\s-]/g, '').toLowerCase();
}

/** Keyed, so that a copy of the database alone is not enough to try all codes. */
function recoveryHash(code: string): string {
  return hmacSha256(derivedKey('recovery-code'), plainCode(code));
}

/** Replaces a person's recovery codes; returns the new ones (59 bits each), which are kept as hashes only. */
export async function replaceRecoveryCodes(tx: Tx, userId: number): Promise<string[]> {
  const part = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const codes = Array.from({ length: RECOVERY_CODES }, () => [part(), part(), part()].join('-'));
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, codeHash: recoveryHash(code) })) });
  return codes;
}

/**
 * Uses up a code: one of the authenticator, whose step must be later than any used before, or a recovery code. Of two
 * requests with the same code one wins. `null` when it is wrong.
 */
export async function spendCode(userId: number, code: string, now: Date): Promise<'totp' | 'recovery' | null> {
  const plain = plainCode(code);
  const user = await db().user.findUniqueOrThrow({
    where: { id: userId },
    select: { totpSecret: true, totpEnabledAt: true, totpLastStep: true },
  });
  if (user.totpSecret === null || user.totpEnabledAt === null) return null;
  const step = acceptedStep(user.totpSecret, plain, now, user.totpLastStep);
  if (step !== null) {
    const { count } = await db().user.updateMany({
      where: { id: userId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
      data: { totpLastStep: step },
    });
    return count === 1 ? 'totp' : null;
  }
  const { count } = await db().recoveryCode.updateMany({
    where: { userId, codeHash: recoveryHash(plain), usedAt: null },
    data: { usedAt: now },
  });
  return count > 0 ? 'recovery' : null;
}

/** Forgets a person's second factor and its recovery codes. Returns whether it was on. */
export async function forgetSecondFactor(tx: Tx, userId: number): Promise<boolean> {
  const { count } = await tx.user.updateMany({
    where: { id: userId, totpEnabledAt: { not: null } },
    data: { totpSecret: null, totpEnabledAt: null, totpLastStep: null },
  });
  await tx.recoveryCode.deleteMany({ where: { userId } });
  return count > 0;
}
