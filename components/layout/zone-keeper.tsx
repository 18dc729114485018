'use client';

import { useEffect } from 'react';

/** Tells the server the browser's time zone by a cookie, so that it writes times as the reader's clock has them. */
export function ZoneKeeper({ cookie }: { cookie: string }) {
  useEffect(() => {
    const zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone);
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser yet, nor without https
    document.cookie = `${cookie}=${zone}; path=/; max-age=31536000; samesite=lax`;
  }, [cookie]);
  return null;
}
