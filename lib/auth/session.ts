import 'server-only';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import type { Actor, Context } from '@/lib/core/actor';
import { systemClock } from '@/lib/infra/clock';
import { clientAddress } from '@/lib/infra/peer-address';
import { actorOfSession } from './session-row';
import { signIn } from './sign-in';
import { signOut } from './sign-out';
import { decodeSession, encodeSession, sessionCookie } from './token';

/** The person whose browser asks, with the role that the database says at this moment; looked up once a request. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const value = (await cookies()).get(sessionCookie().name)?.value;
  const sessionId = value === undefined ? null : await decodeSession(value);
  if (sessionId === null) return null;
  return actorOfSession(sessionId, clientAddress(await headers()), systemClock());
});

/** The same, or off to the sign-in page. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor) return actor;
  // Loaded here only, since the module does not run outside of Next, where the rest of this folder is used too.
  const { redirect } = await import('next/navigation');
  return redirect('/sign-in');
}

/** What every verb takes first, for pages. */
export async function requireContext(): Promise<Context> {
  return { actor: await requireActor(), now: systemClock };
}

/** Where a request to a page or action says that it comes from, and where it went. */
export async function requestOrigin(): Promise<{ origin: string | null; hosts: string[]; site: string | null }> {
  const all = await headers();
  const hosts = [all.get('x-forwarded-host'), all.get('host')].filter((host) => host !== null);
  return { origin: all.get('origin'), hosts, site: all.get('sec-fetch-site') };
}

/** Signs in and puts the session into a cookie. Throws as `signIn` does. */
export async function openBrowserSession(email: string, password: string): Promise<void> {
  const all = await headers();
  const { sessionId } = await signIn(email, password, clientAddress(all), all.get('user-agent'));
  const { name, options } = sessionCookie();
  (await cookies()).set(name, await encodeSession(sessionId), options);
}

/** Signs out: the row is revoked and the cookie removed. */
export async function closeBrowserSession(): Promise<void> {
  const actor = await currentActor();
  if (actor) await signOut({ actor, now: systemClock });
  const { name, options } = sessionCookie();
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
}
