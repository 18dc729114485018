import { useTranslations } from 'next-intl';
import type { IpPriceDto, PriceRowDto } from '@/lib/billing/price-schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { groupDigits } from '../ui/format';
import { Money } from '../ui/money';
import { ExactTime } from '../ui/relative-time';
import { StatusBadge, type Tone } from '../ui/status-badge';
import { EndPriceButton } from './end-price';
import type { PriceActions } from './types';

const TONES = { current: 'success', future: 'accent', past: 'default', withdrawn: 'default' } as const satisfies Record<
  PriceRowDto['state'],
  Tone
>;

/** The steps of a price, and what they are compared with. */
export function PriceSteps({ price }: { price: Pick<PriceRowDto, 'steps' | 'stepsBy'> }) {
  const t = useTranslations('billing.prices');
  if (price.steps.length === 0) return null;
  return (
    <span className="block text-xs text-muted">
      {price.steps.map((step) => (
        <span key={step.fromGb} className="figures block">
          {t(price.stepsBy === 'month' ? 'stepMonth' : 'stepOrder', { gb: groupDigits(step.fromGb) })}:{' '}
          {groupDigits(step.perGb.amount)}
        </span>
      ))}
    </span>
  );
}

function Since({ from, to }: { from: string; to: string | null }) {
  const t = useTranslations('billing.prices');
  return (
    <span className="text-ink-soft">
      <ExactTime at={from} />
      <span className="block text-xs text-muted">
        {to ? t.rich('until', { time: () => <ExactTime at={to} /> }) : t('open')}
      </span>
    </span>
  );
}

function useColumns(first: TableColumn[], ends: boolean): TableColumn[] {
  const t = useTranslations('billing.prices');
  return [
    ...first,
    { key: 'since', label: t('since'), hideBelow: 'md' },
    { key: 'state', label: t('state'), hideBelow: 'sm' },
    ...(ends ? [{ key: 'act', label: t('act'), align: 'right' as const }] : []),
  ];
}

const head = (column: TableColumn) =>
  column.key === 'act' ? <span className="sr-only">{column.label}</span> : column.label;

/** Prices per GB with whose they are and when they count. */
export function PriceTable({ prices, end }: { prices: readonly PriceRowDto[]; end: PriceActions['end'] | null }) {
  const t = useTranslations('billing.prices');
  const columns = useColumns(
    [
      { key: 'whose', label: t('whose') },
      { key: 'connection', label: t('connection'), hideBelow: 'sm' },
      { key: 'price', label: t('perGb'), align: 'right' },
    ],
    end !== null,
  );
  const whose = (price: PriceRowDto) => price.customer?.name ?? price.agent?.name ?? t('everybody');
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      head={head}
      rows={prices.map((price) => ({
        key: price.id,
        cells: {
          whose: (
            <>
              <bdi className="font-medium wrap-anywhere">{whose(price)}</bdi>
              <span className="block text-xs text-muted">
                {t(price.customer ? 'ofCustomer' : price.agent ? 'ofAgent' : 'ofAll')}
              </span>
            </>
          ),
          connection: <bdi>{price.connection?.name ?? t('everyConnection')}</bdi>,
          price: (
            <>
              <Money money={price.perGb} />
              <PriceSteps price={price} />
            </>
          ),
          since: <Since from={price.validFrom} to={price.validTo} />,
          state: <StatusBadge tone={TONES[price.state]}>{t(price.state)}</StatusBadge>,
          act: end && (price.state === 'current' || price.state === 'future') && (
            <EndPriceButton
              id={price.id}
              name={`${whose(price)}: ${price.perGb.amount} ${price.perGb.currency}`}
              future={price.state === 'future'}
              end={end}
            />
          ),
        },
      }))}
    />
  );
}

/** Prices of IPs with what they are for and when they count. */
export function IpPriceTable({ prices, end }: { prices: readonly IpPriceDto[]; end: PriceActions['endIp'] | null }) {
  const t = useTranslations('billing.prices');
  const columns = useColumns(
    [
      { key: 'whose', label: t('whose') },
      { key: 'what', label: t('what') },
      { key: 'price', label: t('perIp'), align: 'right' },
    ],
    end !== null,
  );
  const what = (price: IpPriceDto) =>
    [
      price.product ? t(price.product) : t('anyProduct'),
      price.region ?? t('anyRegion'),
      price.duration ? t(price.duration) : t('anyTerm'),
    ].join(' · ');
  return (
    <DataTable
      caption={t('ipCaption')}
      columns={columns}
      head={head}
      rows={prices.map((price) => ({
        key: price.id,
        cells: {
          whose: <bdi className="font-medium wrap-anywhere">{price.agent?.name ?? t('everybody')}</bdi>,
          what: <bdi>{what(price)}</bdi>,
          price: <Money money={price.perIp} />,
          since: <Since from={price.validFrom} to={price.validTo} />,
          state: <StatusBadge tone={TONES[price.state]}>{t(price.state)}</StatusBadge>,
          act: end && (price.state === 'current' || price.state === 'future') && (
            <EndPriceButton
              id={price.id}
              name={`${what(price)}: ${price.perIp.amount} ${price.perIp.currency}`}
              future={price.state === 'future'}
              end={end}
            />
          ),
        },
      }))}
    />
  );
}
