'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { IpOrderActions, IpSource } from './types';

const load = () => import('./renew-dialog').then((module) => module.RenewDialog);
const RenewDialog = dynamic(load, { ssr: false });

/** Renews IPs that no list tells of, typed in by hand. */
export function RenewButton({
  sources,
  customerRequired,
  actions,
}: {
  sources: readonly IpSource[];
  customerRequired: boolean;
  actions: IpOrderActions;
}) {
  const t = useTranslations('ipOrders.client');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button button--outline"
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setOpen(true)}
      >
        {t('form.renewOthers')}
      </button>
      {open && (
        <RenewDialog
          start={{ connectionId: sources[0]?.id ?? '', product: 'isp', ips: [], customer: null }}
          sources={sources}
          customerRequired={customerRequired}
          actions={actions}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
