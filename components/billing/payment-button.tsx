'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { DialogButton } from '../ui/dialog-button';
import type { RecordPayment } from './types';

const load = () => import('./payment-dialog').then((module) => module.PaymentDialog);
const PaymentDialog = dynamic(load, { ssr: false });

/** Opens the payment dialog. */
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
  return (
    <DialogButton
      className={small ? 'button button--outline button--sm relative z-1' : 'button button--primary'}
      load={load}
      dialog={(close) => <PaymentDialog {...account} onClose={close} />}
    >
      {small
        ? t.rich('small', { name: account.name, hidden: (text) => <span className="sr-only">{text}</span> })
        : t('record')}
    </DialogButton>
  );
}
