'use client';

import { useLocale } from 'next-intl';
import { useEffect, useRef } from 'react';
import { instantText } from '../ui/format-time';

/** The line above a printed page: whose it is, when it was printed, by whom, and where it is found. */
export function PrintHead({ name }: { name: string }) {
  const locale = useLocale();
  const line = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    // What is printed is told as it is printed; React would be a moment too late.
    function tell() {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      const when = `${instantText(new Date(), timeZone, locale)} (${timeZone})`;
      if (line.current) line.current.textContent = [when, name, location.href].join(' · ');
    }
    window.addEventListener('beforeprint', tell);
    return () => window.removeEventListener('beforeprint', tell);
  }, [name, locale]);
  return (
    <p className="print-only mb-4 border-b border-border pb-2 text-xs text-muted" aria-hidden="true">
      <strong className="me-3 text-foreground">Gigatill</strong>
      <span ref={line} />
    </p>
  );
}
