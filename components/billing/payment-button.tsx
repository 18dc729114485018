'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { RecordPayment } from './types';

const load = () => import('./payment-dialog').then((module) => module.PaymentDialog);
const PaymentDialog = dynamic(load, { ssr: false });

/** Opens the payment dialog, whose code is fetched when the pointer or the focus comes near. */
export function PaymentButton({
  small = false,
  ...account
}: {
  billingAccountId: string;
  name: string;
  currency: string;
  record: RecordPayment;
  small?: boolean;
}) {
  const t = useTranslations('billing.payment');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={small ? 'button button--outline button--sm relative z-1' : 'button button--primary'}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setOpen(true)}
      >
        {small
          ? t.rich('small', { name: account.name, hidden: (text) => <span className="sr-only">{text}</span> })
          : t('record')}
      </button>
      {open && <PaymentDialog {...account} onClose={() => setOpen(false)} />}
    </>
  );
}
