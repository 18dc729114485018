import { useTranslations } from 'next-intl';
import type { PaymentDto } from '@/lib/billing/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Money } from '../ui/money';
import { ExactTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';
import { ReverseButton } from './reverse-button';
import type { AdjustmentActions } from './types';

/** Money that came in, newest first. `reverse` is there for administrators. */
export function PaymentTable({
  payments,
  reverse,
}: {
  payments: readonly PaymentDto[];
  reverse: AdjustmentActions['reversePayment'] | null;
}) {
  const t = useTranslations('billing.payments');
  const method = (name: string) =>
    name === 'bank' || name === 'cash' || name === 'crypto' || name === 'other' ? t(`method.${name}`) : name;
  const columns: TableColumn[] = [
    { key: 'reference', label: t('reference') },
    { key: 'method', label: t('how'), hideBelow: 'md' },
    { key: 'at', label: t('at'), hideBelow: 'sm' },
    { key: 'amount', label: t('amount'), align: 'right' },
    { key: 'act', label: t('act'), align: 'right' },
  ];
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      head={(column) => (column.key === 'act' ? <span className="sr-only">{column.label}</span> : column.label)}
      rows={payments.map((payment) => ({
        key: payment.id,
        cells: {
          reference: (
            <>
              <bdi className="font-medium wrap-anywhere">{payment.reference}</bdi>
              {payment.note && <bdi className="block text-xs text-muted wrap-anywhere">{payment.note}</bdi>}
            </>
          ),
          method: method(payment.method),
          at: <ExactTime at={payment.at} />,
          amount: <Money money={payment.amount} />,
          act: payment.reversal ? (
            <StatusBadge tone={payment.reversal.status === 'posted' ? 'default' : 'warning'}>
              {t(payment.reversal.status === 'posted' ? 'reversed' : 'reversing')}
            </StatusBadge>
          ) : (
            reverse && <ReverseButton id={payment.id} name={payment.reference} reverse={reverse} />
          ),
        },
      }))}
    />
  );
}
