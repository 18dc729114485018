'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { DeductActions, TopUpAccount } from './top-up-types';

const DeductDialog = dynamic(() => import('./deduct-dialog').then((module) => module.DeductDialog), { ssr: false });

/** Opens the deduct dialog, whose code is fetched when it is wanted. */
export function DeductButton(props: {
  customerName: string;
  accounts: readonly TopUpAccount[];
  actions: DeductActions;
}) {
  const t = useTranslations('orders.client');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button button--outline" onClick={() => setOpen(true)}>
        {t('form.deduct')}
      </button>
      {open && <DeductDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
