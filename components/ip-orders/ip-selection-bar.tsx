'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { HeldIpDto } from '@/lib/reconciliation/ip-schemas';
import { renewalOf } from './renewal-of';
import type { IpOrderActions } from './types';

const load = () => import('./renew-dialog').then((module) => module.RenewDialog);
const RenewDialog = dynamic(load, { ssr: false });

/** How many IPs are chosen, and the renewal of them. */
export function IpSelectionBar({
  chosen,
  onClear,
  customerRequired,
  actions,
}: {
  chosen: readonly HeldIpDto[];
  onClear: () => void;
  customerRequired: boolean;
  actions: IpOrderActions;
}) {
  const t = useTranslations('ipOrders.client');
  const [renewing, setRenewing] = useState(false);
  const renewal = renewalOf(chosen);
  if (chosen.length === 0) return null;
  return (
    <>
      <div className="sticky bottom-14 z-10 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-border bg-surface-secondary px-4 py-2.5 sm:px-5 lg:bottom-0">
        <p className="text-[0.8125rem]">
          {t.rich(renewal === null ? 'list.chosenMixed' : 'list.chosen', {
            count: chosen.length,
            b: (figure) => <span className="figures font-medium">{figure}</span>,
          })}
        </p>
        <div className="ms-auto flex gap-2">
          <button type="button" className="button button--ghost button--sm" onClick={onClear}>
            {t('list.clear')}
          </button>
          <button
            type="button"
            className="button button--primary button--sm"
            disabled={renewal === null}
            onPointerEnter={load}
            onFocus={load}
            onClick={() => setRenewing(true)}
          >
            {t('list.renew')}
          </button>
        </div>
      </div>
      {renewing && renewal && (
        <RenewDialog
          start={renewal}
          customerRequired={customerRequired}
          actions={actions}
          onClose={(ordered) => {
            setRenewing(false);
            if (ordered) onClear();
          }}
        />
      )}
    </>
  );
}
