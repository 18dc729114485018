'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DialogButton } from '../ui/dialog-button';
import type { Outcome } from '../ui/outcome';

export type AssignActions = {
  /** Gives an account to a customer, or to nobody. */
  assign: (accountId: string, customerId: string | null) => Promise<Outcome<unknown>>;
  /** Makes a customer of this name and gives the account to it. */
  assignNew: (accountId: string, name: string) => Promise<Outcome<unknown>>;
};

const load = () => import('./assign-dialog').then((module) => module.AssignDialog);
const AssignDialog = dynamic(load, { ssr: false });

/** Whose an account is, and the way to change it. */
export function AssignButton({
  accountId,
  accountLabel,
  customer,
  actions,
}: {
  accountId: string;
  accountLabel: string;
  customer: { id: string; name: string } | null;
  actions: AssignActions | null;
}) {
  const t = useTranslations('connections.client');
  return (
    <span className="flex items-center justify-between gap-x-2">
      {customer ? (
        <Link
          href={`/customers/${customer.id}`}
          prefetch={false}
          className="link inline-flex min-h-6 min-w-0 items-center wrap-anywhere"
        >
          {customer.name}
        </Link>
      ) : (
        <span className="text-muted">{t('nobodys')}</span>
      )}
      {actions && (
        <DialogButton
          className={`button button--sm -me-2 shrink-0 text-xs ${customer ? 'button--ghost text-muted' : 'button--outline'}`}
          aria-label={t(customer ? 'changeOf' : 'assignOf', { account: accountLabel })}
          load={load}
          dialog={(close) => (
            <AssignDialog
              accountId={accountId}
              accountLabel={accountLabel}
              current={customer}
              actions={actions}
              onClose={close}
            />
          )}
        >
          {customer ? t('change') : t('assign')}
        </DialogButton>
      )}
    </span>
  );
}
