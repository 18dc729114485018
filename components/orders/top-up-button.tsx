'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { TopUpAccount, TopUpActions } from './top-up-types';

const load = () => import('./top-up-dialog').then((module) => module.TopUpDialog);
const TopUpDialog = dynamic(load, { ssr: false });

/** Opens the top-up dialog, whose code is fetched when the pointer or the focus comes near. */
export function TopUpButton({
  customerName,
  accounts,
  actions,
}: {
  customerName: string;
  accounts: readonly TopUpAccount[];
  actions: TopUpActions;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button button--primary"
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setOpen(true)}
      >
        <Plus aria-hidden="true" />
        Top up
      </button>
      {open && (
        <TopUpDialog customerName={customerName} accounts={accounts} actions={actions} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
