'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Selection } from '../lists/selection';
import type { ChangeCustomers } from './change-dialog';

const load = () => import('./change-dialog').then((module) => module.ChangeDialog);
const ChangeDialog = dynamic(load, { ssr: false });

/** What can be done with ticked customers: top them up from one list, or change their agent and tags. */
export function CustomerSelection({
  agents,
  change,
  children,
}: {
  agents: readonly { id: string; name: string }[];
  change: ChangeCustomers;
  children: ReactNode;
}) {
  const t = useTranslations('customers.many');
  const [changing, setChanging] = useState<{ ids: string[]; clear: () => void } | null>(null);
  return (
    <>
      <Selection
        actions={(ids, clear) => (
          <>
            <button
              type="button"
              className="button button--outline button--sm"
              onPointerEnter={load}
              onClick={() => setChanging({ ids, clear })}
            >
              {t('change')}
            </button>
            <Link
              href={`/orders/bulk?${new URLSearchParams({ customers: ids.join(',') })}`}
              prefetch={false}
              className="button button--primary button--sm"
            >
              {t('topUp')}
            </Link>
          </>
        )}
      >
        {children}
      </Selection>
      {changing && (
        <ChangeDialog
          ids={changing.ids}
          agents={agents}
          change={change}
          onDone={changing.clear}
          onClose={() => setChanging(null)}
        />
      )}
    </>
  );
}
