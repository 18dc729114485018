'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { DialogButton } from '../ui/dialog-button';
import type { IpOrderActions, IpSource } from './types';

const load = () => import('./renew-dialog').then((module) => module.RenewDialog);
const RenewDialog = dynamic(load, { ssr: false });

/** Renews IPs that no list tells of, typed in by hand. */
export function RenewButton(props: {
  sources: readonly IpSource[];
  customerRequired: boolean;
  actions: IpOrderActions;
}) {
  const t = useTranslations('ipOrders.client');
  const start = { connectionId: props.sources[0]?.id ?? '', product: 'isp' as const, ips: [], customer: null };
  return (
    <DialogButton
      className="button button--outline"
      load={load}
      dialog={(close) => <RenewDialog {...props} start={start} onClose={close} />}
    >
      {t('form.renewOthers')}
    </DialogButton>
  );
}
