import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { MarginDto, MarginGroup, MarginRowDto, MarginSort } from '@/lib/costs/schemas';
import { DataTable, type TableColumn, type TableRow } from '../ui/data-table';
import { formatCount, groupDigits } from '../ui/format';
import { LinkPending } from '../ui/link-pending';
import { Money } from '../ui/money';
import { monthName } from './month-name';

const COLUMNS = [
  { key: 'label', align: 'left' },
  { key: 'orders', align: 'right', hideBelow: 'lg' },
  { key: 'gb', align: 'right', hideBelow: 'md' },
  { key: 'revenue', align: 'right' },
  { key: 'cost', align: 'right', hideBelow: 'sm' },
  { key: 'margin', align: 'right' },
] as const;

function Cost({ row }: { row: MarginRowDto }) {
  const t = useTranslations('costs');
  const parts = row.costs.map(({ basis, money }) => (
    <span key={`${basis}${money.currency}`} className="block text-xs whitespace-nowrap text-muted">
      {t(`basis.${basis}`)} <span className="figures">{`${groupDigits(money.amount)} ${money.currency}`}</span>
    </span>
  ));
  const single = row.costs.length === 1 ? row.costs[0] : undefined;
  return (
    <>
      {row.cost && <Money money={row.cost} />}
      {row.cost && single?.money.currency === row.cost.currency ? (
        <span className="block text-xs text-muted">{t(`basis.${single.basis}`)}</span>
      ) : (
        parts
      )}
      {row.unknown && (
        <span className="block text-xs whitespace-nowrap text-warning-soft-foreground">
          {row.unknown.gb === '0'
            ? t('table.unknownOrders', { count: row.unknown.orders })
            : t('table.unknown', { gb: groupDigits(row.unknown.gb) })}
        </span>
      )}
    </>
  );
}

function Margin({ row }: { row: MarginRowDto }) {
  const t = useTranslations('costs.table');
  if (row.margin) {
    return (
      <>
        <Money money={row.margin} className="font-medium" />
        {row.marginPercent && <span className="figures block text-xs text-muted">{row.marginPercent} %</span>}
      </>
    );
  }
  return (
    <>
      <span className="text-muted">–</span>
      {row.why === 'currencies' && <span className="block text-xs text-muted">{t('currencies')}</span>}
    </>
  );
}

const HREF = {
  customer: (key: string) => `/customers/${key}`,
  connection: (key: string) => `/connections/${key}`,
  agent: null,
  month: (key: string) => `/margin?month=${key}`,
};

function toRow(row: MarginRowDto, label: string, total: boolean, href: string | undefined, free: string): TableRow {
  const strong = total ? 'font-semibold' : '';
  return {
    key: `${total ? 'total' : (row.key ?? '')}-${row.currency ?? ''}`,
    ...(href ? { href } : {}),
    cells: {
      label: <span className={strong}>{label}</span>,
      orders: <span className="figures">{formatCount(row.orders)}</span>,
      gb: <span className="figures">{groupDigits(row.gb)}</span>,
      revenue: row.revenue ? (
        <Money money={row.revenue} className={strong} />
      ) : (
        <span className="text-xs text-muted">{free}</span>
      ),
      cost: <Cost row={row} />,
      margin: <Margin row={row} />,
    },
  };
}

/** Revenue, cost and margin by group, and the sums of all. Sorting leads to another address. */
export function MarginTable({
  margin,
  sort,
  hrefOf,
}: {
  margin: MarginDto;
  sort: { key: MarginSort; down: boolean };
  hrefOf: (sort: MarginSort, direction: 'asc' | 'desc') => string;
}) {
  const t = useTranslations('costs');
  const locale = useLocale();
  const group: MarginGroup = margin.groupBy;
  const columns: TableColumn[] = COLUMNS.map((column) => ({
    ...column,
    label: t(column.key === 'label' ? `column.${group}` : `column.${column.key}`),
  }));
  const free = t('table.notCharged');
  const labelOf = (row: MarginRowDto) => {
    if (group === 'month') return monthName(row.label, locale);
    if (row.key !== null) return row.label;
    return group === 'customer' ? t('table.nobody') : t('table.house');
  };
  const rows = margin.data.map((row) => {
    const href = row.key === null ? undefined : HREF[group]?.(row.key);
    return toRow(row, labelOf(row), false, href, free);
  });
  const totals = margin.totals.map((row) => {
    const label = row.currency === null ? t('table.totalFree') : t('table.total', { currency: row.currency });
    return toRow(row, label, true, undefined, free);
  });
  const sortOf = (key: string) => COLUMNS.map((column) => column.key).find((one) => one === key);
  return (
    <DataTable
      caption={t('table.caption', { month: monthName(margin.month, locale) })}
      columns={columns}
      rows={[...rows, ...totals]}
      sorted={sort}
      head={(column) => {
        const key = sortOf(column.key);
        if (key === undefined || key === 'orders') return column.label;
        const down = sort.key === key ? !sort.down : key !== 'label';
        return (
          <Link
            href={hrefOf(key, down ? 'desc' : 'asc')}
            scroll={false}
            prefetch={false}
            className="relative -mx-1 inline-block rounded px-1 py-1 hover:text-foreground"
          >
            {column.label}
            <span aria-hidden="true" className={`absolute top-1 ${column.align === 'right' ? '-left-2' : '-right-2'}`}>
              {sort.key === key ? (sort.down ? '↓' : '↑') : ''}
            </span>
            <LinkPending />
          </Link>
        );
      }}
    />
  );
}
