import type { NextAuthOptions } from 'next-auth';
import type { CredentialInput, CredentialsConfig } from 'next-auth/providers/credentials';
import { AppError } from '@/lib/core/errors';
import { localeOfHeader } from '@/lib/core/locales';
import { systemClock } from '@/lib/infra/clock';
import { env } from '@/lib/infra/env';
import { log } from '@/lib/infra/log';
import { clientAddress } from '@/lib/infra/peer-address';
import { signInInput } from './schemas';
import { actorOfSession, SESSION_MAX_MS } from './session-row';
import { signIn } from './sign-in';
import { signOut } from './sign-out';
import { tokenSecret } from './token';

function asHeaders(record: Record<string, unknown> | undefined): Headers {
  const entries = Object.entries(record ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
  return new Headers(entries);
}

/** Written out: next-auth's own helper is a CommonJS default export, which plain Node cannot import. */
const credentials: CredentialsConfig<Record<'email' | 'password', CredentialInput>> = {
  id: 'credentials',
  type: 'credentials',
  name: 'Gigatill',
  credentials: { email: { label: 'Email', type: 'email' }, password: { label: 'Password', type: 'password' } },
  authorize: async (given, request) => {
    const input = signInInput.safeParse(given);
    if (!input.success) return null;
    const headers = asHeaders(request.headers);
    try {
      const { email, password } = input.data;
      const locale = localeOfHeader(headers.get('accept-language'));
      const agent = headers.get('user-agent');
      const { sessionId } = await signIn(email, password, clientAddress(headers), agent, { locale });
      return { id: sessionId };
    } catch (error) {
      if (error instanceof AppError && error.code === 'unauthenticated') return null;
      if (error instanceof AppError) throw error;
      log().error({ err: error }, 'sign-in failed');
      throw new Error('Signing in is not possible right now.');
    }
  },
};

/** Only ways inside this app: a full address must be one of ours, anything else leads home. */
function insideOnly(url: string, baseUrl: string): string {
  if (/^\/(?![/\\])/.test(url)) return url;
  const target = URL.canParse(url) ? new URL(url) : null;
  const ours = target && [baseUrl, env().appUrl].includes(target.origin);
  return ours ? `${target.pathname}${target.search}` : '/';
}

/**
 * next-auth's side of sign-in: its token carries a session row's id only, and every look at it asks the database again.
 * Redirects stay relative, so any host that the browser used will do.
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: tokenSecret(),
    useSecureCookies: env().appUrl.startsWith('https:'),
    session: { strategy: 'jwt', maxAge: SESSION_MAX_MS / 1000 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [credentials],
    callbacks: {
      redirect: ({ url, baseUrl }) => insideOnly(url, baseUrl),
      jwt: ({ token, user }) => (user ? { sid: user.id } : { sid: token.sid }),
      session: async ({ session, token }) => {
        const actor = typeof token.sid === 'string' ? await actorOfSession(token.sid, null, systemClock()) : null;
        return {
          expires: actor ? session.expires : new Date(0).toISOString(),
          user: actor ? { name: actor.name } : {},
        };
      },
    },
    events: {
      signOut: async ({ token }) => {
        const actor = typeof token.sid === 'string' ? await actorOfSession(token.sid, null, systemClock()) : null;
        if (actor) await signOut({ actor, now: systemClock });
      },
    },
    logger: {
      error: (code, metadata) => log().error({ code, err: metadata }, 'next-auth'),
      warn: (code) => log().debug({ code }, 'next-auth'),
      debug: () => undefined,
    },
  };
}
