'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { RelativeTime } from '../ui/relative-time';
import { SubmitButton } from '../ui/submit-button';

type SendKeptAction = (
  before: Outcome<{ queued: number }> | null,
  form: FormData,
) => Promise<Outcome<{ queued: number }>>;

/** Sends one mail that was kept. */
export function SendOne({ id, to, action }: { id: string; to: string; action: SendKeptAction }) {
  const t = useTranslations('mail.kept');
  const [state, send] = useActionState(action, null);
  return (
    <form action={send} className="mt-2 flex flex-wrap items-center gap-3">
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="outline" size="sm" pendingText={t('sending')}>
        {t('send')}
        <span className="sr-only"> {t('to', { to })}</span>
      </SubmitButton>
      <LiveRegion>{state && !state.ok && <Notice tone="danger">{state.message}</Notice>}</LiveRegion>
    </form>
  );
}

/** Mails that were kept while no mail server was set: how many, how old, and a way to send them now. */
export function SendAllKept({
  kept,
  oldestAt,
  action,
}: {
  kept: number;
  oldestAt: string | null;
  action: SendKeptAction;
}) {
  const t = useTranslations('mail.kept');
  const [state, send] = useActionState(action, null);
  return (
    <div className="mb-4 flex flex-col gap-3">
      {kept > 0 && (
        <Notice title={t('title', { count: kept })}>
          <p>{t.rich('oldest', { time: () => <RelativeTime at={oldestAt ?? ''} /> })}</p>
          <form action={send} className="mt-2">
            <SubmitButton variant="outline" size="sm" pendingText={t('sending')}>
              {t('sendAll')}
            </SubmitButton>
          </form>
        </Notice>
      )}
      <LiveRegion>
        {state?.ok && <Notice>{t('queued', { count: state.data.queued })}</Notice>}
        {state && !state.ok && <Notice tone="danger">{state.message}</Notice>}
      </LiveRegion>
    </div>
  );
}
