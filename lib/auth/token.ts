import { decode, encode } from 'next-auth/jwt';
import { derivedKey } from '@/lib/infra/crypto';
import { env } from '@/lib/infra/env';
import { SESSION_MAX_MS } from './session-row';

/** Next-auth's secret, derived from ours. */
export function tokenSecret(): string {
  return derivedKey('session-token').toString('base64url');
}

/** Secure cookies only where the public address is https: on http://localhost a browser would drop them. */
export function sessionCookie() {
  const secure = env().appUrl.startsWith('https:');
  return {
    name: `${secure ? '__Secure-' : ''}next-auth.session-token`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: SESSION_MAX_MS / 1000 },
  } as const;
}

/** The cookie's value for a session row: the row's id and nothing else, encrypted so that it cannot be made up. */
export function encodeSession(sessionId: string): Promise<string> {
  return encode({ token: { sid: sessionId }, secret: tokenSecret(), maxAge: SESSION_MAX_MS / 1000 });
}

async function opened(value: string, secret: string) {
  try {
    return await decode({ token: value, secret });
  } catch (error) {
    // jose throws errors of its own for every way in which a token can be wrong; all of them mean the same here.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_J')) return null;
    throw error;
  }
}

/** The session id in a cookie's value; `null` for one that is broken, expired or not ours. */
export async function decodeSession(value: string): Promise<string | null> {
  const token = await opened(value, tokenSecret());
  return typeof token?.sid === 'string' ? token.sid : null;
}

/** Who gave the right password and is asked for a code next. */
export type FirstStep = { userId: number; passwordMark: string };

const FIRST_STEP_SECONDS = 600;

/** A secret of its own: a first step must never pass for a session. */
function firstStepSecret(): string {
  return derivedKey('first-step-token').toString('base64url');
}

/** The cookie between password and code, for ten minutes. */
export function firstStepCookie() {
  const { name, options } = sessionCookie();
  return {
    name: name.replace('next-auth.session-token', 'gigatill.first-step'),
    options: { ...options, maxAge: FIRST_STEP_SECONDS },
  } as const;
}

/** The first step as that cookie carries it, encrypted. */
export function encodeFirstStep({ userId, passwordMark }: FirstStep): Promise<string> {
  return encode({ token: { uid: userId, mark: passwordMark }, secret: firstStepSecret(), maxAge: FIRST_STEP_SECONDS });
}

/** The first step in a cookie's value; `null` for one that is broken, expired or not ours. */
export async function decodeFirstStep(value: string): Promise<FirstStep | null> {
  const token = await opened(value, firstStepSecret());
  if (typeof token?.uid !== 'number' || typeof token.mark !== 'string') return null;
  return { userId: token.uid, passwordMark: token.mark };
}
