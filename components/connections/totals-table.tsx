import type { UsageDailyDto, UsageTotalsDto } from '@/lib/usage/types';
import { DataTable, type TableColumn } from '../ui/data-table';
import { type ByteBase, dayText } from '../ui/format';
import { Quantity } from '../ui/quantity';

const COLUMNS: readonly TableColumn[] = [
  { key: 'day', label: 'Day' },
  { key: 'standard', label: 'Provider', align: 'right' },
  { key: 'ours', label: 'Sum of accounts', align: 'right' },
  { key: 'difference', label: 'Difference', align: 'right' },
  { key: 'nni', label: 'NNI stream', align: 'right', hideBelow: 'sm' },
];

function Difference({ bytes, base }: { bytes: number | null; base: ByteBase }) {
  if (bytes === 0) return <span className="text-muted">none</span>;
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
  const sums = new Map(usage.map((day) => [day.date, day.totalBytes]));
  const days = [...new Set(totals.map((row) => row.date))].sort().reverse();
  const of = (date: string, stream: string) =>
    totals.find((row) => row.date === date && row.stream === stream)?.totalBytes ?? null;
  return (
    <DataTable
      caption="The provider's own totals by day"
      columns={COLUMNS}
      rows={days.map((date) => {
        const standard = of(date, 'standard');
        const ours = sums.get(date) ?? null;
        return {
          key: date,
          cells: {
            day: dayText(date),
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
