'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { AutoTopUpDto } from '@/lib/auto-top-up/schemas';
import type { AutoTopUpActions } from './types';

const load = () => import('./auto-top-up-dialog').then((module) => module.AutoTopUpDialog);
const AutoTopUpDialog = dynamic(load, { ssr: false });

/** Opens the dialog of one account's rule, whose code is fetched when the pointer or the focus comes near. */
export function AutoTopUpButton({ account, actions }: { account: AutoTopUpDto; actions: AutoTopUpActions }) {
  const [open, setOpen] = useState(false);
  const label = account.rule ? 'Change' : 'Set up';
  return (
    <>
      <button
        type="button"
        className="button button--outline button--sm"
        aria-label={`${label} the automatic top-up of ${account.accountName}`}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setOpen(true)}
      >
        {label}
      </button>
      {open && <AutoTopUpDialog account={account} actions={actions} onClose={() => setOpen(false)} />}
    </>
  );
}
