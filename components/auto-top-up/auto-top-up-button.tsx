'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AutoTopUpDto } from '@/lib/auto-top-up/schemas';
import type { AutoTopUpActions } from './types';

const load = () => import('./auto-top-up-dialog').then((module) => module.AutoTopUpDialog);
const AutoTopUpDialog = dynamic(load, { ssr: false });

/** Opens the dialog of one account's rule, whose code is fetched when the pointer or the focus comes near. */
export function AutoTopUpButton({ account, actions }: { account: AutoTopUpDto; actions: AutoTopUpActions }) {
  const t = useTranslations('autoTopUp.client');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button button--outline button--sm"
        aria-label={t(account.rule ? 'changeOf' : 'setUpOf', { account: account.accountName })}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setOpen(true)}
      >
        {t(account.rule ? 'change' : 'setUp')}
      </button>
      {open && <AutoTopUpDialog account={account} actions={actions} onClose={() => setOpen(false)} />}
    </>
  );
}
