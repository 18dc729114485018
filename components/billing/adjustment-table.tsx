import { useTranslations } from 'next-intl';
import type { AdjustmentDto } from '@/lib/billing/adjustment-schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { ExactTime } from '../ui/relative-time';
import { StatusBadge, type Tone } from '../ui/status-badge';
import { DecideButtons } from './decide-buttons';
import { ReverseButton } from './reverse-button';
import { SignedMoney } from './signed-money';
import type { AdjustmentActions } from './types';

const TONES = { awaiting_approval: 'warning', posted: 'success', declined: 'default' } as const satisfies Record<
  AdjustmentDto['status'],
  Tone
>;

function Act({ adjustment, actions }: { adjustment: AdjustmentDto; actions: AdjustmentActions }) {
  if (adjustment.status === 'awaiting_approval') return <DecideButtons adjustment={adjustment} {...actions} />;
  if (adjustment.status !== 'posted' || adjustment.reverses !== null || adjustment.reversal !== null) return null;
  return <ReverseButton id={adjustment.id} name={adjustment.reference} reverse={actions.reverseAdjustment} />;
}

/** Corrections by hand with their reasons, newest first. `actions` are there for administrators. */
export function AdjustmentTable({
  adjustments,
  withAccount = false,
  actions,
}: {
  adjustments: readonly AdjustmentDto[];
  withAccount?: boolean;
  actions: AdjustmentActions | null;
}) {
  const t = useTranslations('billing.adjustments');
  const columns: TableColumn[] = [
    { key: 'what', label: t('what') },
    { key: 'amount', label: t('amount'), align: 'right' },
    { key: 'status', label: t('status'), hideBelow: 'sm' },
    { key: 'by', label: t('by'), hideBelow: 'md' },
    { key: 'at', label: t('at'), hideBelow: 'lg' },
    ...(actions ? [{ key: 'act', label: t('act'), align: 'right' as const }] : []),
  ];
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      head={(column) => (column.key === 'act' ? <span className="sr-only">{column.label}</span> : column.label)}
      rows={adjustments.map((adjustment) => ({
        key: adjustment.id,
        cells: {
          what: (
            <>
              {withAccount && <bdi className="block font-medium">{adjustment.accountName}</bdi>}
              <bdi className="wrap-anywhere">{adjustment.reason}</bdi>
              <bdi className="block text-xs text-muted wrap-anywhere">{adjustment.reference}</bdi>
              <span className="block text-xs sm:hidden">
                {adjustment.reversal?.status === 'posted' ? t('reversed') : t(adjustment.status)}
              </span>
            </>
          ),
          amount: <SignedMoney money={adjustment.amount} />,
          status: (
            <StatusBadge tone={TONES[adjustment.status]}>
              {adjustment.reversal?.status === 'posted' ? t('reversed') : t(adjustment.status)}
            </StatusBadge>
          ),
          by: (
            <>
              <bdi>{adjustment.madeBy}</bdi>
              {adjustment.decidedBy && (
                <bdi className="block text-xs text-muted">
                  {t(adjustment.status === 'declined' ? 'declinedBy' : 'approvedBy', { name: adjustment.decidedBy })}
                </bdi>
              )}
            </>
          ),
          at: <ExactTime at={adjustment.createdAt} />,
          act: actions && <Act adjustment={adjustment} actions={actions} />,
        },
      }))}
    />
  );
}
