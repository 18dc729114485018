'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { DeductActions, TopUpAccount } from './top-up-types';

const DeductDialog = dynamic(() => import('./deduct-dialog').then((module) => module.DeductDialog), { ssr: false });

/** Opens the deduct dialog, whose code is fetched when it is wanted. */
export function DeductButton(props: {
  customerName: string;
  accounts: readonly TopUpAccount[];
  actions: DeductActions;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button button--outline" onClick={() => setOpen(true)}>
        Deduct
      </button>
      {open && <DeductDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
