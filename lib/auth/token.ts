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

/** The session id in a cookie's value; `null` for one that is broken, expired or not ours. */
export async function decodeSession(value: string): Promise<string | null> {
  try {
    const token = await decode({ token: value, secret: tokenSecret() });
    return typeof token?.sid === 'string' ? token.sid : null;
  } catch (error) {
    // jose throws errors of its own for every way in which a token can be wrong; all of them mean the same here.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_J')) return null;
    throw error;
  }
}
