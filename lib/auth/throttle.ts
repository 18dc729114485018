import { AppError } from '@/lib/core/errors';
import { sha256 } from '@/lib/infra/crypto';
import { SharedLimit } from '@/lib/infra/rate-limit';

const WINDOW_SECONDS = 900;

/**
 * Failed sign-ins in a quarter of an hour. One address guessing at one account is stopped soon; the account as a whole
 * stands more, so that a stranger cannot lock its owner out with a handful of guesses.
 */
const limits = {
  pair: new SharedLimit('signin-pair', 10, WINDOW_SECONDS),
  account: new SharedLimit('signin-account', 50, WINDOW_SECONDS),
  address: new SharedLimit('signin-address', 100, WINDOW_SECONDS),
};

/** Wrong codes of one person; only who knows the password gets as far as trying one. */
const codes = new SharedLimit('signin-code', 10, WINDOW_SECONDS);

function refuse(msBeforeNext: number): never {
  const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  const minutes = Math.ceil(retryAfterSeconds / 60);
  throw new AppError('rate_limited', `Too many attempts. Try again in ${minutes} min.`, { retryAfterSeconds });
}

function keysOf(email: string, address: string | null) {
  const from = address ?? 'unknown';
  return { pair: sha256(`${email}\n${from}`), account: sha256(email), address: from.slice(0, 100) };
}

/**
 * Counts an attempt before the password is looked at, so that many at once are all counted.
 * Throws `rate_limited` with the seconds to wait.
 */
export async function countAttempt(email: string, address: string | null): Promise<void> {
  const keys = keysOf(email, address);
  for (const name of ['address', 'pair', 'account'] as const) {
    const { allowed, msBeforeNext } = await limits[name].take(keys[name]);
    if (!allowed) refuse(msBeforeNext);
  }
}

/** After the right password: the attempt and those before it no longer count for this account. */
export async function forgiveAttempts(email: string, address: string | null): Promise<void> {
  const keys = keysOf(email, address);
  await limits.pair.forget(keys.pair);
  await limits.account.giveBack(keys.account);
  await limits.address.giveBack(keys.address);
}

/** Counts a code before it is looked at. Throws `rate_limited` with the seconds to wait. */
export async function countCode(userId: number): Promise<void> {
  const { allowed, msBeforeNext } = await codes.take(String(userId));
  if (!allowed) refuse(msBeforeNext);
}

/** After the right code. */
export async function forgiveCodes(userId: number): Promise<void> {
  await codes.forget(String(userId));
}

const HOUR_SECONDS = 3600;
const resets = {
  address: new SharedLimit('reset-address', 20, HOUR_SECONDS),
  person: new SharedLimit('reset-person', 3, HOUR_SECONDS),
};

/** Counts a wish for a new password by where it comes from. Throws `rate_limited` with the seconds to wait. */
export async function countResetRequest(address: string | null): Promise<void> {
  const { allowed, msBeforeNext } = await resets.address.take((address ?? 'unknown').slice(0, 100));
  if (!allowed) refuse(msBeforeNext);
}

/** True while a person has had fewer than three such mails in an hour. Nobody is told. */
export async function mayMailReset(userId: number): Promise<boolean> {
  const { allowed } = await resets.person.take(String(userId));
  return allowed;
}
