'use client';

import { useTranslations } from 'next-intl';
import type { SessionDto } from '@/lib/auth/schemas';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { RelativeTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';
import { useAct } from '../ui/use-act';

/** A browser in a few words, as far as it says what it is. */
function browserOf(userAgent: string | null): { browser: string | undefined; system: string | undefined } {
  const text = userAgent ?? '';
  const browser = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].find((name) => text.includes(`${name}/`));
  const system = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'].find((name) => text.includes(name));
  const words = { Edg: 'Edge', OPR: 'Opera' }[browser ?? ''] ?? browser;
  return { browser: words, system };
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
  const t = useTranslations('settings.client');
  const { act, pending, problem } = useAct();
  const nameOf = (userAgent: string | null) => {
    const { browser = t('someBrowser'), system } = browserOf(userAgent);
    return system === undefined ? browser : t('browserOn', { browser, system });
  };
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
                {nameOf(session.userAgent)}
                {session.current && <StatusBadge tone="accent">{t('thisOne')}</StatusBadge>}
              </span>
              <span className="block text-xs text-muted">
                {t.rich('lastSeen', {
                  address: session.address ?? t('unknownAddress'),
                  time: () => <RelativeTime at={session.lastSeenAt} />,
                })}
              </span>
            </span>
            {!session.current && (
              <button
                type="button"
                className="button button--outline button--sm"
                aria-label={t('signOutOf', {
                  browser: nameOf(session.userAgent),
                  address: session.address ?? t('unknownAddress'),
                })}
                disabled={pending}
                onClick={() =>
                  act(
                    () => revoke(session.id),
                    () => undefined,
                  )
                }
              >
                {t('signOut')}
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
            {t('signOutOthers')}
          </button>
        </div>
      )}
      <ProblemNotice problem={problem} />
    </div>
  );
}
