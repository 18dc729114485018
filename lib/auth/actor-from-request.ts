import type { Actor } from '@/lib/core/actor';
import { systemClock } from '@/lib/infra/clock';
import { clientAddress } from '@/lib/infra/peer-address';
import { actorOfKey } from './api-key-row';
import { actorOfSession } from './session-row';
import { decodeSession, sessionCookie } from './token';

function cookieValue(header: string | null, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

/**
 * Who sent a request to the HTTP API: a key (`Authorization: Bearer`) or, for GET and HEAD, the browser's session. Writes
 * never take a cookie, which a browser would send along for another site too. `null` when nobody is recognised.
 */
export async function actorFromRequest(request: Request, now: () => Date = systemClock): Promise<Actor | null> {
  const address = clientAddress(request.headers);
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const key = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    return key === undefined ? null : actorOfKey(key, address, now());
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return null;
  const cookie = cookieValue(request.headers.get('cookie'), sessionCookie().name);
  const sessionId = cookie === null ? null : await decodeSession(cookie);
  return sessionId === null ? null : actorOfSession(sessionId, address, now());
}
