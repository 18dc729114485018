'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { HeldIpDto } from '@/lib/reconciliation/ip-schemas';
import { DataTable, type TableColumn, type TableRow } from '../ui/data-table';
import { IpTerm } from './ip-term';
import { DURATION_LABEL, PRODUCT_LABEL } from './labels';
import type { IpOrderActions, RenewDraft } from './types';

const load = () => import('./renew-dialog').then((module) => module.RenewDialog);
const RenewDialog = dynamic(load, { ssr: false });

const COLUMNS: readonly TableColumn[] = [
  { key: 'ip', label: 'IP' },
  { key: 'product', label: 'Product', hideBelow: 'sm' },
  { key: 'region', label: 'Region' },
  { key: 'pool', label: 'Pool tag', hideBelow: 'lg' },
  { key: 'customer', label: 'Customer', hideBelow: 'md' },
  { key: 'term', label: 'Last term', hideBelow: 'lg' },
  { key: 'ends', label: 'Ends', align: 'right' },
];

const SELECT: TableColumn = { key: 'select', label: 'Choose' };

const keyOf = (ip: HeldIpDto) => `${ip.connectionId}|${ip.product}|${ip.ip}`;

/** One order renews IPs of one product at one connection; the customer is the IPs' own where they share one. */
function renewalOf(
  chosen: readonly HeldIpDto[],
): Pick<RenewDraft, 'connectionId' | 'product' | 'ips' | 'customer'> | null {
  const [first] = chosen;
  if (!first || chosen.some((ip) => ip.product !== first.product || ip.connectionId !== first.connectionId))
    return null;
  const shared = chosen.every((ip) => ip.customerId === first.customerId);
  return {
    connectionId: first.connectionId,
    product: first.product,
    ips: chosen.map((ip) => ip.ip),
    customer:
      shared && first.customerId !== null
        ? { id: first.customerId, name: first.customerName ?? first.customerId }
        : null,
  };
}

function cells(ip: HeldIpDto, now: string): TableRow['cells'] {
  return {
    ip: (
      <>
        <span className="figures font-mono">{ip.ip}</span>
        <span className="block text-xs text-muted wrap-anywhere md:hidden">
          {[PRODUCT_LABEL[ip.product], ip.customerName].filter(Boolean).join(' · ')}
        </span>
      </>
    ),
    product: PRODUCT_LABEL[ip.product],
    region: ip.region ?? '–',
    pool: ip.poolTag ?? '–',
    customer: <span className="wrap-anywhere">{ip.customerName ?? <span className="text-muted">–</span>}</span>,
    term: ip.duration ? DURATION_LABEL[ip.duration] : '–',
    ends: <IpTerm expiresAt={ip.expiresAt} now={now} />,
  };
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
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [renewing, setRenewing] = useState(false);
  const selection = ips.filter((ip) => chosen.has(keyOf(ip)));
  const renewal = renewalOf(selection);

  function toggle(keys: readonly string[], on: boolean) {
    const next = new Set(chosen);
    for (const key of keys) on ? next.add(key) : next.delete(key);
    setChosen(next);
  }

  const box = (label: string, keys: readonly string[]) => (
    // The whole cell takes the press: a bare box is too small for a thumb.
    <label className="-my-1.5 -ms-2 grid size-11 cursor-pointer place-items-center">
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
        caption="IPs"
        columns={mayOrder ? [SELECT, ...COLUMNS] : COLUMNS}
        head={(column) => (column.key === 'select' ? box('Choose all shown', ips.map(keyOf)) : column.label)}
        rows={ips.map((ip) => ({
          key: keyOf(ip),
          cells: { ...cells(ip, now), select: box(`Choose ${ip.ip}`, [keyOf(ip)]) },
        }))}
      />
      {selection.length > 0 && (
        <div className="sticky bottom-14 z-10 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-border bg-surface-secondary px-4 py-2.5 sm:px-5 lg:bottom-0">
          <p className="text-[0.8125rem]">
            <span className="figures font-medium">{selection.length}</span> chosen
            {renewal === null && '. One order renews IPs of one product: choose ISP or static ones.'}
          </p>
          <div className="ms-auto flex gap-2">
            <button type="button" className="button button--ghost button--sm" onClick={() => setChosen(new Set())}>
              Clear
            </button>
            <button
              type="button"
              className="button button--primary button--sm"
              disabled={renewal === null}
              onPointerEnter={load}
              onFocus={load}
              onClick={() => setRenewing(true)}
            >
              Renew
            </button>
          </div>
        </div>
      )}
      {renewing && renewal && (
        <RenewDialog
          start={renewal}
          customerRequired={customerRequired}
          actions={actions}
          onClose={(ordered) => {
            setRenewing(false);
            if (ordered) setChosen(new Set());
          }}
        />
      )}
    </>
  );
}
