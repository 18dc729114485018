import 'server-only';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import type { Actor, Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import type { Locale } from '@/lib/core/locales';
import { systemClock } from '@/lib/infra/clock';
import { env } from '@/lib/infra/env';
import { clientAddress } from '@/lib/infra/peer-address';
import { type Person, personOfSession } from './session-row';
import { completeSignIn, SecondFactorNeeded, signIn } from './sign-in';
import { signOut } from './sign-out';
import { countResetRequest } from './throttle';
import {
  decodeFirstStep,
  decodeSession,
  encodeFirstStep,
  encodeSession,
  type FirstStep,
  firstStepCookie,
  sessionCookie,
} from './token';
import { setPasswordByLink } from './use-link';
import type { LinkKind } from './user-token';

/** The person whose browser asks, with what the database says of them at this moment; looked up once a request. */
const currentPerson = cache(async (): Promise<Person | null> => {
  const value = (await cookies()).get(sessionCookie().name)?.value;
  const sessionId = value === undefined ? null : await decodeSession(value);
  if (sessionId === null) return null;
  return personOfSession(sessionId, clientAddress(await headers()), systemClock());
});

/** The person whose browser asks, as the one who acts. */
export async function currentActor(): Promise<Actor | null> {
  return (await currentPerson())?.actor ?? null;
}

/** The language and time zone that the person chose; `null` where they did not, or nobody is signed in. */
export async function currentPreferences(): Promise<Pick<Person, 'locale' | 'timeZone'>> {
  const person = await currentPerson();
  return { locale: person?.locale ?? null, timeZone: person?.timeZone ?? null };
}

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

async function keepSession(sessionId: string): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, await encodeSession(sessionId), options);
}

/** Keeps what `open` gives: the session or, where a code is asked for next, the first step. */
async function keep(open: () => Promise<{ sessionId: string }>): Promise<'open' | 'code'> {
  try {
    await keepSession((await open()).sessionId);
    return 'open';
  } catch (error) {
    if (!(error instanceof SecondFactorNeeded)) throw error;
    const { name, options } = firstStepCookie();
    (await cookies()).set(name, await encodeFirstStep(error.step), options);
    return 'code';
  }
}

/**
 * Signs in from a page in the language `locale` and puts the session into a cookie; or, where a code is asked for next, the first step, and says `code`.
 * Throws as `signIn` does.
 */
export async function openBrowserSession(email: string, password: string, locale: Locale): Promise<'open' | 'code'> {
  const all = await headers();
  return keep(() => signIn(email, password, clientAddress(all), all.get('user-agent'), { locale }));
}

/** Sets the password with a link of a mail and signs in, in the same way. Throws as `setPasswordByLink` does. */
export async function openBrowserSessionByLink(
  link: { kind: LinkKind; token: string; password: string },
  locale: Locale,
): Promise<'open' | 'code'> {
  const all = await headers();
  return keep(() => setPasswordByLink(link, clientAddress(all), all.get('user-agent'), { locale }));
}

/** Counts this browser's wish for a new password. Throws `rate_limited`. */
export async function countBrowserReset(): Promise<void> {
  await countResetRequest(clientAddress(await headers()));
}

/** Who is between password and code in this browser; `null` for nobody. */
export async function browserFirstStep(): Promise<FirstStep | null> {
  const value = (await cookies()).get(firstStepCookie().name)?.value;
  return value ? decodeFirstStep(value) : null;
}

/** The second step in this browser. Throws as `completeSignIn` does, also when there was no first one. */
export async function completeBrowserSession(code: string, locale: Locale): Promise<void> {
  const all = await headers();
  const first = await browserFirstStep();
  if (!first) throw new AppError('unauthenticated', 'That took too long. Sign in again from the beginning.');
  const { sessionId } = await completeSignIn(first, code, clientAddress(all), all.get('user-agent'), { locale });
  await keepSession(sessionId);
  const { name, options } = firstStepCookie();
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
}

/** Signs out: the cookie is removed, which needs no database, then the row is revoked. */
export async function closeBrowserSession(): Promise<void> {
  const { name, options } = sessionCookie();
  const actor = currentActor();
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
  const person = await actor;
  if (person) await signOut({ actor: person, now: systemClock });
}
