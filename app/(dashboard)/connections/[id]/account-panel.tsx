import { getTranslations } from 'next-intl/server';
import { AccountFilters, accountsHref } from '@/components/connections/account-filters';
import { AccountList } from '@/components/connections/account-list';
import { AddAccountForm } from '@/components/connections/add-account-form';
import { PasteAccounts } from '@/components/connections/paste-accounts';
import { UnassignedNotice } from '@/components/onboarding/unassigned-notice';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { addAccountAction, addAccountsAction, assignAction, assignNewAction } from './actions';
import type { ConnectionPageData } from './read-connection';

/** The accounts of a connection; an admin gives them to customers, and types in those of Freebit, which lists none. */
export async function AccountPanel({
  page: { connection, filter, isFirstPage, accounts, unassigned },
  admin,
}: {
  page: ConnectionPageData;
  admin: boolean;
}) {
  const t = await getTranslations('connections.page');
  const { id } = connection;
  return (
    <Panel title={t('accounts')} id="accounts" flush action={<AccountFilters connectionId={id} filter={filter} />}>
      <UnassignedNotice connectionId={id} count={unassigned} />
      {accounts.data.length === 0 ? (
        <EmptyState title={t('noAccount')}>
          {filter.q !== '' || filter.unassigned ? t('tryFilter') : t('syncFinds')}
        </EmptyState>
      ) : (
        <AccountList
          accounts={accounts.data}
          actions={admin ? { assign: assignAction, assignNew: assignNewAction } : null}
        />
      )}
      <Pager
        first={isFirstPage ? null : accountsHref(id, filter)}
        next={accounts.nextCursor ? accountsHref(id, filter, accounts.nextCursor) : null}
        count={accounts.data.length}
      />
      {admin && connection.provider === 'freebit' && (
        <div className="border-t border-separator px-4 py-4 sm:px-5">
          <AddAccountForm label={t('phoneOrGroup')} add={addAccountAction.bind(null, id)} />
          <PasteAccounts addAccounts={addAccountsAction.bind(null, id)} />
        </div>
      )}
    </Panel>
  );
}
