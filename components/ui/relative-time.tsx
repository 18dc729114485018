'use client';

import { useLocale, useTimeZone } from 'next-intl';
import { useEffect, useState } from 'react';
import { instantText, relativeText } from './format-time';

/** The zone of a browser that has not told its own yet. */
const UNTOLD = 'UTC';

/** The reader's zone: as the server knows it, else the browser's as soon as there is one. */
function useReaderZone(): { zone: string; known: boolean; learned: boolean } {
  const told = useTimeZone() ?? UNTOLD;
  const [own, setOwn] = useState<string | null>(null);
  useEffect(() => setOwn(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  const zone = told === UNTOLD ? (own ?? UNTOLD) : told;
  return { zone, known: zone !== UNTOLD, learned: told === UNTOLD };
}

/**
 * How long ago, kept up to date; the exact time in the reader's zone is its title. `now` is the server's clock, so that
 * the first picture in the browser is the one that the server sent.
 */
export function RelativeTime({ at, now }: { at: string; now?: string }) {
  const locale = useLocale();
  const { zone } = useReaderZone();
  const [clock, setClock] = useState<Date | null>(null);
  useEffect(() => {
    setClock(new Date());
    const timer = setInterval(() => setClock(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const instant = new Date(at);
  return (
    <time
      dateTime={at}
      title={`${instantText(instant, zone, locale)} (${zone})`}
      className="whitespace-nowrap"
      suppressHydrationWarning
    >
      {relativeText(instant, clock ?? (now ? new Date(now) : new Date()), locale)}
    </time>
  );
}

/** The exact time in the reader's zone; UTC, and saying so, until the browser has told its zone. Then the room stays, so that
 * nothing moves. */
export function ExactTime({ at }: { at: string }) {
  const locale = useLocale();
  const { zone, known, learned } = useReaderZone();
  return (
    <time dateTime={at} title={zone} className="figures whitespace-nowrap">
      {instantText(new Date(at), zone, locale)}
      {learned && <span className={known ? 'invisible' : undefined}> {UNTOLD}</span>}
    </time>
  );
}
