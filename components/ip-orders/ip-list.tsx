'use client';

import { useTranslations } from 'next-intl';

/** Addresses side by side. */
export function IpList({ ips }: { ips: readonly string[] }) {
  const t = useTranslations('ipOrders.client');
  return (
    <ul
      className="figures flex max-h-32 flex-wrap gap-1.5 overflow-y-auto font-mono text-xs"
      aria-label={t('form.chosenIps')}
    >
      {ips.map((ip) => (
        <li key={ip} className="rounded-md bg-default px-1.5 py-0.5">
          {ip}
        </li>
      ))}
    </ul>
  );
}
