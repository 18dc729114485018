'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { IpOrderActions, IpSource } from './types';

const load = () => import('./open-dialog').then((module) => module.OpenDialog);
const OpenDialog = dynamic(load, { ssr: false });

/** Opens the dialog for new IPs, whose code is fetched when the pointer or the focus comes near. */
export function OpenButton(props: {
  sources: readonly IpSource[];
  regions: readonly string[];
  customerRequired: boolean;
  actions: IpOrderActions;
}) {
  const t = useTranslations('ipOrders.client');
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
        {t('form.openIps')}
      </button>
      {open && <OpenDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
