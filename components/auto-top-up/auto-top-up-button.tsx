'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import type { AutoTopUpDto } from '@/lib/auto-top-up/schemas';
import { DialogButton } from '../ui/dialog-button';
import type { AutoTopUpActions } from './types';

const load = () => import('./auto-top-up-dialog').then((module) => module.AutoTopUpDialog);
const AutoTopUpDialog = dynamic(load, { ssr: false });

/** Opens the dialog of one account's rule. */
export function AutoTopUpButton({ account, actions }: { account: AutoTopUpDto; actions: AutoTopUpActions }) {
  const t = useTranslations('autoTopUp.client');
  return (
    <DialogButton
      className="button button--outline button--sm"
      aria-label={t(account.rule ? 'changeOf' : 'setUpOf', { account: account.accountName })}
      load={load}
      dialog={(close) => <AutoTopUpDialog account={account} actions={actions} onClose={close} />}
    >
      {t(account.rule ? 'change' : 'setUp')}
    </DialogButton>
  );
}
