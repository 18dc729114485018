import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { RelativeTime } from './relative-time';

/**
 * When a figure was read. Without a time it says that it never was. `text` puts the time into a sentence of its own, e.g.
 * `(time) => t.rich('checked', { time: () => time })`; an empty `prefix` leaves the bare time.
 */
export function AsOf({
  at,
  prefix,
  text,
}: {
  at: string | null | undefined;
  prefix?: string;
  text?: (time: ReactNode) => ReactNode;
}) {
  const t = useTranslations('ui');
  const time = at ? <RelativeTime at={at} /> : null;
  return (
    <span className="text-xs text-muted">
      {time === null && t('neverRead')}
      {time !== null && prefix !== undefined && (
        <>
          {prefix} {time}
        </>
      )}
      {time !== null && prefix === undefined && (text?.(time) ?? t.rich('asOf', { time: () => time }))}
    </span>
  );
}
