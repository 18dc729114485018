import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { AuditEventDto } from '@/lib/audit/schemas';
import { ExactTime } from '../ui/relative-time';
import { Said } from '../ui/said';
import { StatusBadge } from '../ui/status-badge';
import { changesOf } from './changes';
import { entityHref, useActionText } from './labels';

const COLUMNS =
  'grid grid-cols-[1rem_minmax(0,1fr)] items-baseline gap-x-3 gap-y-0.5 md:grid-cols-[1rem_10rem_minmax(0,1.2fr)_minmax(0,1fr)_8rem]';

function Value({ text }: { text: string | null }) {
  if (text === null) return <span className="text-muted">–</span>;
  return <bdi className="font-mono text-xs leading-5 wrap-anywhere">{text}</bdi>;
}

function Changes({ event }: { event: AuditEventDto }) {
  const t = useTranslations('audit.page');
  const changes = changesOf(event.before, event.after);
  if (changes.length === 0) return <p className="text-[0.8125rem] text-muted">{t('noFields')}</p>;
  const sided = event.before !== null;
  const cell = 'border-b border-separator py-1.5 pe-4 align-top';
  return (
    <table className="w-full table-fixed border-collapse text-left text-[0.8125rem]">
      <caption className="sr-only">{t('beforeAfter')}</caption>
      <thead className="text-xs text-muted">
        <tr>
          <th scope="col" className={`${cell} w-1/4 font-medium`}>
            {t('field')}
          </th>
          {sided && (
            <th scope="col" className={`${cell} font-medium`}>
              {t('before')}
            </th>
          )}
          <th scope="col" className={`${cell} font-medium`}>
            {sided ? t('after') : t('value')}
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field}>
            <th scope="row" className={`${cell} font-normal text-ink-soft wrap-anywhere`}>
              {change.field}
            </th>
            {sided && (
              <td className={cell}>
                <Value text={change.before} />
              </td>
            )}
            <td className={cell}>
              <Value text={change.after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Details({ event, actorHref }: { event: AuditEventDto; actorHref: (actor: string) => string }) {
  const t = useTranslations('audit.page');
  const href = entityHref(event.entity, event.entityId);
  return (
    <div className="flex flex-col gap-3 pt-1 pb-4 ps-11 pe-4 sm:ps-12 sm:pe-5">
      <Changes event={event} />
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-xs text-muted">
        <Link href={actorHref(event.actor)} className="link inline-flex min-h-6 items-center">
          {t('allBy', { name: event.actorName })}
        </Link>
        {href && (
          <Link href={href} prefetch={false} className="link inline-flex min-h-6 items-center">
            {t('open')}
          </Link>
        )}
        <span>{t('event', { id: event.id })}</span>
        {event.sealNo === null ? (
          <span>{t('notSealed')}</span>
        ) : (
          <span className="wrap-anywhere">
            {t.rich('place', {
              place: event.sealNo,
              hash: event.hash?.slice(0, 16) ?? '',
              code: (hash) => <code className="font-mono">{hash}</code>,
            })}
          </span>
        )}
      </p>
    </div>
  );
}

/** Who did what, newest first; each event opens to what was before and after. */
export function EventList({
  events,
  actorHref,
}: {
  events: readonly AuditEventDto[];
  actorHref: (actor: string) => string;
}) {
  const t = useTranslations('audit.page');
  const actionOf = useActionText();
  return (
    <ol data-rows className="divide-y divide-separator text-[0.8125rem] [&+&]:border-t [&+&]:border-separator">
      {events.map((event) => (
        <li key={event.id} data-row={event.id}>
          <details className="group">
            <summary
              className={`${COLUMNS} list-none px-4 py-2.5 -outline-offset-2 hover:bg-surface-secondary sm:px-5`}
            >
              <ChevronRight aria-hidden="true" className="size-4 self-center text-muted group-open:rotate-90" />
              <span className="text-ink-soft max-md:order-last max-md:col-start-2">
                <ExactTime at={event.at} />
              </span>
              <span className="font-medium wrap-anywhere">
                {actionOf(event.action)}{' '}
                {event.entityId && <span className="figures font-normal text-muted">#{event.entityId}</span>}
              </span>
              <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 wrap-anywhere max-md:col-start-2">
                {event.actor.startsWith('system:') ? <Said text={event.actorName} /> : event.actorName}
                {event.actor.startsWith('system:') && <StatusBadge tone="default">{t('automatic')}</StatusBadge>}
                {event.actor.startsWith('key:') && <StatusBadge tone="accent">{t('apiKey')}</StatusBadge>}
              </span>
              <span className="figures text-muted wrap-anywhere max-md:hidden">{event.address ?? '–'}</span>
            </summary>
            <Details event={event} actorHref={actorHref} />
          </details>
        </li>
      ))}
    </ol>
  );
}
