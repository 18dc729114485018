import type { MailDto } from '@/lib/mail/schemas';
import { RelativeTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';

function MailState({ mail }: { mail: MailDto }) {
  if (mail.sentAt) return <StatusBadge tone="success">Sent</StatusBadge>;
  return mail.error ? (
    <StatusBadge tone="danger">Not taken</StatusBadge>
  ) : (
    <StatusBadge tone="warning">Waiting</StatusBadge>
  );
}

/** Mails, newest first; those that were not sent with their text, to be passed on by hand. */
export function OutboxList({ mails }: { mails: readonly MailDto[] }) {
  return (
    <ul>
      {mails.map((mail) => (
        <li key={mail.id} className="border-b border-separator px-4 py-3 last:border-b-0 sm:px-5">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <p className="min-w-0 font-medium wrap-anywhere">{mail.subject}</p>
            <MailState mail={mail} />
          </div>
          <p className="text-xs text-muted wrap-anywhere">
            To {mail.to} · <RelativeTime at={mail.sentAt ?? mail.createdAt} />
          </p>
          {mail.error && <p className="mt-1 text-xs text-danger-soft-foreground wrap-anywhere">{mail.error}</p>}
          {mail.body && (
            <details className="mt-2">
              <summary className="text-[0.8125rem] text-accent-text">Read</summary>
              <p className="mt-2 text-[0.8125rem] whitespace-pre-wrap wrap-anywhere">{mail.body}</p>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
