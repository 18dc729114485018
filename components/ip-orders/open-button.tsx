'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { DialogButton } from '../ui/dialog-button';
import type { IpOrderActions, IpSource } from './types';

const load = () => import('./open-dialog').then((module) => module.OpenDialog);
const OpenDialog = dynamic(load, { ssr: false });

/** Opens the dialog for new IPs. */
export function OpenButton(props: {
  sources: readonly IpSource[];
  regions: readonly string[];
  customerRequired: boolean;
  actions: IpOrderActions;
}) {
  const t = useTranslations('ipOrders.client');
  return (
    <DialogButton
      className="button button--primary"
      load={load}
      dialog={(close) => <OpenDialog {...props} onClose={close} />}
    >
      <Plus aria-hidden="true" />
      {t('form.openIps')}
    </DialogButton>
  );
}
