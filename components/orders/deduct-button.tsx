'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { TrafficAccount, TrafficActions } from './traffic-types';

const TrafficDialog = dynamic(() => import('./traffic-dialog').then((module) => module.TrafficDialog), { ssr: false });

/** Opens the deduct dialog, whose code is fetched when it is wanted. */
export function DeductButton(props: {
  customerName: string;
  accounts: readonly TrafficAccount[];
  actions: TrafficActions;
}) {
  const t = useTranslations('orders.client');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button button--outline" onClick={() => setOpen(true)}>
        {t('form.deduct')}
      </button>
      {open && <TrafficDialog act="deduct" {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
