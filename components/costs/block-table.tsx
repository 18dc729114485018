import { useTranslations } from 'next-intl';
import type { CostBlockDto } from '@/lib/costs/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { groupDigits } from '../ui/format';
import { Money } from '../ui/money';
import { StatusBadge, type Tone } from '../ui/status-badge';
import { useFormats } from '../ui/use-formats';
import { PriceButton } from './price-button';
import type { PriceBlock } from './types';

const TONES: Record<CostBlockDto['state'], Tone> = {
  unused: 'default',
  in_use: 'accent',
  used_up: 'default',
  expired: 'default',
  not_known: 'default',
};

const COLUMNS = [
  { key: 'bought', align: 'left' },
  { key: 'connection', align: 'left', hideBelow: 'lg' },
  { key: 'amount', align: 'right' },
  { key: 'left', align: 'right', hideBelow: 'sm' },
  { key: 'paid', align: 'right' },
  { key: 'perGb', align: 'right', hideBelow: 'md' },
  { key: 'expires', align: 'left', hideBelow: 'lg' },
  { key: 'state', align: 'left', hideBelow: 'md' },
] as const;

function State({ block }: { block: CostBlockDto }) {
  const t = useTranslations('costs');
  if (block.breakage) {
    return <StatusBadge tone="warning">{t('state.expiredWith', { gb: groupDigits(block.breakage.gb) })}</StatusBadge>;
  }
  return <StatusBadge tone={TONES[block.state]}>{t(`state.${block.state}`)}</StatusBadge>;
}

/** Blocks of bought traffic; `price` is there for those who may enter what was paid. */
export function BlockTable({
  blocks,
  price,
  oneConnection = false,
}: {
  blocks: readonly CostBlockDto[];
  price: PriceBlock | null;
  oneConnection?: boolean;
}) {
  const t = useTranslations('costs');
  const formats = useFormats();
  const columns: TableColumn[] = COLUMNS.filter(({ key }) => !(oneConnection && key === 'connection')).map(
    (column) => ({
      ...column,
      label: t(`purchases.${column.key}`),
    }),
  );
  const day = (at: string) => formats.day(at.slice(0, 10));
  // A block that expires at midnight was good through the day before.
  const lastDay = (at: string) => day(new Date(Date.parse(at) - 1).toISOString());
  return (
    <DataTable
      caption={t('purchases.caption')}
      columns={columns}
      rows={blocks.map((block) => ({
        key: block.id,
        cells: {
          bought: (
            <>
              <span className="whitespace-nowrap">{day(block.boughtAt)}</span>
              {block.note && <span className="block max-w-56 truncate text-xs text-muted">{block.note}</span>}
            </>
          ),
          connection: block.connectionName,
          amount: <span className="figures">{groupDigits(block.amountGb)}</span>,
          left:
            block.remainingGb === null ? (
              <span className="text-muted">–</span>
            ) : (
              <span className="figures">{groupDigits(block.remainingGb)}</span>
            ),
          paid: (
            <span className="inline-flex flex-wrap items-baseline justify-end gap-x-2 sm:flex-nowrap">
              {block.paid && <Money money={block.paid} />}
              {price ? (
                <PriceButton block={block} price={price} />
              ) : (
                block.paid === null && <span className="text-xs text-muted">{t(`priceFrom.${block.priceFrom}`)}</span>
              )}
            </span>
          ),
          perGb: (
            <>
              <Money money={block.costPerGb} />
              <span className="block text-xs text-muted">{t(`priceFrom.${block.priceFrom}`)}</span>
            </>
          ),
          expires: (
            <span className="whitespace-nowrap">
              {block.expiresAt ? lastDay(block.expiresAt) : t('purchases.never')}
            </span>
          ),
          state: <State block={block} />,
        },
      }))}
    />
  );
}
