import { useLocale, useTranslations } from 'next-intl';
import type { StatementDto } from '@/lib/billing/schemas';
import { monthName } from '../costs/month-name';
import { DataTable, type TableColumn } from '../ui/data-table';
import { formatCount } from '../ui/format';
import { Money } from '../ui/money';
import { Quantity } from '../ui/quantity';
import { StatusBadge } from '../ui/status-badge';
import { CloseMonthButton } from './close-month';
import type { CloseMonth } from './types';

const COLUMNS = [
  { key: 'month' },
  { key: 'opening', align: 'right', hideBelow: 'lg' },
  { key: 'lines', align: 'right', hideBelow: 'lg' },
  { key: 'traffic', align: 'right', hideBelow: 'md' },
  { key: 'closing', align: 'right' },
  { key: 'files', align: 'right' },
] as const satisfies readonly Omit<TableColumn, 'label'>[];

const FORMATS = ['pdf', 'csv', 'json'] as const;

function Files({ statement }: { statement: StatementDto }) {
  const t = useTranslations('billing.statements');
  const month = monthName(statement.month, useLocale());
  return (
    <span className="inline-flex flex-wrap justify-end gap-x-3">
      {FORMATS.map((format) => (
        <a
          key={format}
          className="link py-1"
          href={`/api/v1/statements?${new URLSearchParams({ billingAccountId: statement.billingAccountId, month: statement.month, format })}`}
          download={`statement-${statement.month}.${format}`}
        >
          {t.rich('file', {
            month,
            format: format.toUpperCase(),
            hidden: (text) => <span className="sr-only">{text}</span>,
          })}
        </a>
      ))}
    </span>
  );
}

/** A wallet's months, newest first; a closed one never changes again. */
export function StatementTable({
  statements,
  closable,
  close,
}: {
  statements: readonly StatementDto[];
  /** Months that the reader may close. */
  closable: readonly string[];
  close: CloseMonth;
}) {
  const t = useTranslations('billing.statements');
  const locale = useLocale();
  const rows = statements.map((statement) => ({
    key: statement.month,
    cells: {
      month: (
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium whitespace-nowrap">{monthName(statement.month, locale)}</span>
          <StatusBadge tone={statement.status === 'closed' ? 'success' : 'default'}>{t(statement.status)}</StatusBadge>
          {closable.includes(statement.month) && (
            <CloseMonthButton billingAccountId={statement.billingAccountId} month={statement.month} close={close} />
          )}
        </span>
      ),
      opening: <Money money={statement.opening} />,
      lines: <span className="figures">{formatCount(statement.lines.length)}</span>,
      traffic:
        statement.usage.length === 0 ? (
          <span className="text-muted">–</span>
        ) : (
          <Quantity bytes={statement.usage.reduce((sum, day) => sum + day.totalBytes, 0)} />
        ),
      closing: <Money money={statement.closing} />,
      files: <Files statement={statement} />,
    },
  }));
  return (
    <DataTable
      caption={t('caption')}
      columns={COLUMNS.map((column) => ({ ...column, label: t(column.key) }))}
      rows={rows}
    />
  );
}
