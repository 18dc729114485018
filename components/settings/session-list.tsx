'use client';

import type { SessionDto } from '@/lib/auth/schemas';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { RelativeTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';
import { useAct } from '../ui/use-act';

/** A browser in a few words, as far as it says what it is. */
function browserName(userAgent: string | null): string {
  const text = userAgent ?? '';
  const browser = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].find((name) => text.includes(`${name}/`));
  const system = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'].find((name) => text.includes(name));
  const words = { Edg: 'Edge', OPR: 'Opera' }[browser ?? ''] ?? browser;
  return [words ?? 'Some browser', system].filter(Boolean).join(' on ');
}

/** Where one is signed in, and the way to end it elsewhere. */
export function SessionList({
  sessions,
  revoke,
  revokeOthers,
}: {
  sessions: readonly SessionDto[];
  revoke: (id: string) => Promise<Outcome<unknown>>;
  revokeOthers: () => Promise<Outcome<unknown>>;
}) {
  const { act, pending, problem } = useAct();
  return (
    <div className="flex flex-col gap-3">
      <ul>
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-separator px-4 py-2.5 sm:px-5"
          >
            <span className="min-w-0">
              <span className="flex flex-wrap items-center gap-2 font-medium">
                {browserName(session.userAgent)}
                {session.current && <StatusBadge tone="accent">This one</StatusBadge>}
              </span>
              <span className="block text-xs text-muted">
                {session.address ?? 'Unknown address'} · last seen <RelativeTime at={session.lastSeenAt} />
              </span>
            </span>
            {!session.current && (
              <button
                type="button"
                className="button button--outline button--sm"
                aria-label={`Sign out ${browserName(session.userAgent)} at ${session.address ?? 'an unknown address'}`}
                disabled={pending}
                onClick={() =>
                  act(
                    () => revoke(session.id),
                    () => undefined,
                  )
                }
              >
                Sign out
              </button>
            )}
          </li>
        ))}
      </ul>
      {sessions.some((session) => !session.current) && (
        <div className="px-4 pb-3 sm:px-5">
          <button
            type="button"
            className="button button--outline button--sm"
            disabled={pending}
            onClick={() => act(revokeOthers, () => undefined)}
          >
            Sign out everywhere else
          </button>
        </div>
      )}
      <ProblemNotice problem={problem} />
    </div>
  );
}
