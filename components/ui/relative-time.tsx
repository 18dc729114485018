'use client';

import { useEffect, useState } from 'react';
import { instantText, relativeText } from './format';

/**
 * How long ago, kept up to date; the exact time in the reader's zone is its title. `now` is the server's clock, so that
 * the first picture in the browser is the one that the server sent.
 */
export function RelativeTime({ at, now }: { at: string; now?: string }) {
  const [clock, setClock] = useState<Date | null>(null);
  useEffect(() => {
    setClock(new Date());
    const timer = setInterval(() => setClock(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const instant = new Date(at);
  const zone = clock ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC';
  return (
    <time
      dateTime={at}
      title={`${instantText(instant, zone)} (${zone})`}
      className="whitespace-nowrap"
      suppressHydrationWarning
    >
      {relativeText(instant, clock ?? (now ? new Date(now) : new Date()))}
    </time>
  );
}

/** The exact time in the reader's zone; UTC, and saying so, until the browser has told its zone. */
export function ExactTime({ at }: { at: string }) {
  const [zone, setZone] = useState<string | null>(null);
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return (
    <time dateTime={at} title={zone ?? 'UTC'} className="figures whitespace-nowrap">
      {instantText(new Date(at), zone ?? 'UTC')}
      {zone === null && ' UTC'}
    </time>
  );
}
