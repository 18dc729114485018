import { useTranslations } from 'next-intl';
import type { UsageDailyDto, UsageTotalsDto } from '@/lib/usage/types';
import { DataTable, type TableColumn } from '../ui/data-table';
import type { ByteBase } from '../ui/format';
import { Quantity } from '../ui/quantity';
import { useFormats } from '../ui/use-formats';

const COLUMNS = [
  { key: 'day' },
  { key: 'standard', align: 'right' },
  { key: 'ours', align: 'right' },
  { key: 'difference', align: 'right' },
  { key: 'nni', align: 'right', hideBelow: 'sm' },
] as const satisfies readonly Omit<TableColumn, 'label'>[];

function Difference({ bytes, base }: { bytes: number | null; base: ByteBase }) {
  const t = useTranslations('connections.page');
  if (bytes === 0) return <span className="text-muted">{t('none')}</span>;
  return <Quantity bytes={bytes} base={base} className="font-medium" />;
}

/** What the provider reports for the whole account a day, beside the sum of the accounts that were read. */
export function TotalsTable({
  totals,
  usage,
  base,
}: {
  totals: UsageTotalsDto['data'];
  usage: UsageDailyDto['data'];
  base: ByteBase;
}) {
  const t = useTranslations('connections.page');
  const formats = useFormats();
  const sums = new Map(usage.map((day) => [day.date, day.totalBytes]));
  const days = [...new Set(totals.map((row) => row.date))].sort().reverse();
  const of = (date: string, stream: string) =>
    totals.find((row) => row.date === date && row.stream === stream)?.totalBytes ?? null;
  return (
    <DataTable
      caption={t('totalsCaption')}
      columns={COLUMNS.map((column) => ({ ...column, label: t(`totalsColumns.${column.key}`) }))}
      rows={days.map((date) => {
        const standard = of(date, 'standard');
        const ours = sums.get(date) ?? null;
        return {
          key: date,
          cells: {
            day: formats.day(date),
            standard: <Quantity bytes={standard} base={base} />,
            ours: <Quantity bytes={ours} base={base} />,
            difference: <Difference bytes={standard === null || ours === null ? null : standard - ours} base={base} />,
            nni: <Quantity bytes={of(date, 'nni')} base={base} />,
          },
        };
      })}
    />
  );
}
