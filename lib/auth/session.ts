import 'server-only';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import type { Actor, Context } from '@/lib/core/actor';
import { systemClock } from '@/lib/infra/clock';
import { env } from '@/lib/infra/env';
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

/** True when an action was sent by a page of ours: another site's form must not act with a visitor's session. */
export async function isSameOrigin(): Promise<boolean> {
  const all = await headers();
  const site = all.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = all.get('origin');
  if (origin === null || !URL.canParse(origin)) return site === 'same-origin';
  const ours = [all.get('host'), all.get('x-forwarded-host'), new URL(env().appUrl).host];
  return ours.includes(new URL(origin).host);
}

/** Signs in and puts the session into a cookie. Throws as `signIn` does. */
export async function openBrowserSession(email: string, password: string): Promise<void> {
  const all = await headers();
  const { sessionId } = await signIn(email, password, clientAddress(all), all.get('user-agent'));
  const { name, options } = sessionCookie();
  (await cookies()).set(name, await encodeSession(sessionId), options);
}

/** Signs out: the cookie is removed, which needs no database, then the row is revoked. */
export async function closeBrowserSession(): Promise<void> {
  const { name, options } = sessionCookie();
  const actor = currentActor();
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
  const person = await actor;
  if (person) await signOut({ actor: person, now: systemClock });
}
