'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { HeldIpDto } from '@/lib/reconciliation/ip-schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { IpSelectionBar } from './ip-selection-bar';
import { IpTerm } from './ip-term';
import { usePoolTag } from './labels';
import type { IpOrderActions } from './types';

const COLUMNS = [
  { key: 'ip' },
  { key: 'product', hideBelow: 'sm' },
  { key: 'region' },
  { key: 'pool', hideBelow: 'lg' },
  { key: 'customer', hideBelow: 'md' },
  { key: 'term', hideBelow: 'lg' },
  { key: 'ends', align: 'right' },
] as const satisfies readonly Omit<TableColumn, 'label'>[];

const keyOf = (ip: HeldIpDto) => `${ip.connectionId}|${ip.product}|${ip.ip}`;

/** The cells of one IP, by column. */
function useCells(now: string) {
  const t = useTranslations('ipOrders.client');
  const poolTag = usePoolTag();
  return (ip: HeldIpDto) => ({
    ip: (
      <>
        <span className="figures font-mono">{ip.ip}</span>
        <span className="block text-xs text-muted wrap-anywhere md:hidden">
          {[t(`product.${ip.product}`), ip.customerName].filter(Boolean).join(' · ')}
        </span>
      </>
    ),
    product: t(`product.${ip.product}`),
    region: ip.region ?? '–',
    pool: ip.poolTag ? poolTag(ip.poolTag) : '–',
    customer: <span className="wrap-anywhere">{ip.customerName ?? <span className="text-muted">–</span>}</span>,
    term: ip.duration ? t(`duration.${ip.duration}`) : '–',
    ends: <IpTerm expiresAt={ip.expiresAt} now={now} />,
  });
}

/** The IPs held, one or many of which can be chosen and renewed. */
export function IpTable({
  ips,
  now,
  mayOrder,
  customerRequired,
  actions,
}: {
  ips: readonly HeldIpDto[];
  now: string;
  mayOrder: boolean;
  customerRequired: boolean;
  actions: IpOrderActions;
}) {
  const t = useTranslations('ipOrders.client');
  const cells = useCells(now);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const columns: TableColumn[] = COLUMNS.map((column) => ({ ...column, label: t(`list.${column.key}`) }));

  function toggle(keys: readonly string[], on: boolean) {
    const next = new Set(chosen);
    for (const key of keys) on ? next.add(key) : next.delete(key);
    setChosen(next);
  }

  const box = (label: string, keys: readonly string[]) => (
    // The whole cell takes the press: a bare box is too small for a thumb.
    <label className="-my-1.5 -ms-3.5 -me-2 grid size-11 cursor-pointer place-items-center">
      <input
        type="checkbox"
        aria-label={label}
        className="size-4 accent-accent"
        checked={keys.length > 0 && keys.every((key) => chosen.has(key))}
        onChange={(event) => toggle(keys, event.target.checked)}
      />
    </label>
  );
  return (
    <>
      <DataTable
        caption={t('list.caption')}
        columns={mayOrder ? [{ key: 'select', label: t('list.select'), narrow: true }, ...columns] : columns}
        head={(column) => (column.key === 'select' ? box(t('list.chooseAll'), ips.map(keyOf)) : column.label)}
        rows={ips.map((ip) => ({
          key: keyOf(ip),
          cells: { ...cells(ip), select: box(t('list.choose', { ip: ip.ip }), [keyOf(ip)]) },
        }))}
      />
      <IpSelectionBar
        chosen={ips.filter((ip) => chosen.has(keyOf(ip)))}
        onClear={() => setChosen(new Set())}
        customerRequired={customerRequired}
        actions={actions}
      />
    </>
  );
}
