import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { MailDto } from '@/lib/mail/schemas';
import { RelativeTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';

function MailState({ mail }: { mail: MailDto }) {
  const t = useTranslations('settings.page');
  const kept = useTranslations('mail.kept');
  if (mail.state === 'expired') return <StatusBadge tone="default">{kept('expired')}</StatusBadge>;
  if (mail.sentAt) return <StatusBadge tone="success">{t('sent')}</StatusBadge>;
  return mail.error ? (
    <StatusBadge tone="danger">{t('notTaken')}</StatusBadge>
  ) : (
    <StatusBadge tone="warning">{mail.state === 'kept' ? kept('kept') : t('waiting')}</StatusBadge>
  );
}

/** Mails, newest first; those that were not sent with their text, to be passed on by hand. */
export function OutboxList({
  mails,
  send,
}: {
  mails: readonly MailDto[];
  /** What sends a kept one; null without a mail server. */
  send: ((mail: MailDto) => ReactNode) | null;
}) {
  const t = useTranslations('settings.page');
  return (
    <ul>
      {mails.map((mail) => (
        <li key={mail.id} className="border-b border-separator px-4 py-3 last:border-b-0 sm:px-5">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <p className="min-w-0 font-medium wrap-anywhere">{mail.subject}</p>
            <MailState mail={mail} />
          </div>
          <p className="text-xs text-muted wrap-anywhere">
            {t.rich('mailTo', { to: mail.to, time: () => <RelativeTime at={mail.sentAt ?? mail.createdAt} /> })}
          </p>
          {mail.error && <p className="mt-1 text-xs text-danger-soft-foreground wrap-anywhere">{mail.error}</p>}
          {mail.state === 'kept' && send?.(mail)}
          {mail.body && (
            <details className="mt-2">
              <summary className="text-[0.8125rem] text-accent-text">{t('read')}</summary>
              <p className="mt-2 text-[0.8125rem] whitespace-pre-wrap wrap-anywhere">{mail.body}</p>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
