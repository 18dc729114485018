import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { AccountFilters, accountsHref } from '@/components/connections/account-filters';
import { AccountList } from '@/components/connections/account-list';
import { AddAccountForm } from '@/components/connections/add-account-form';
import { BudgetMeter } from '@/components/connections/budget-meter';
import { ConnectionFacts } from '@/components/connections/connection-facts';
import { ConnectionStatusBadge } from '@/components/connections/connection-status';
import { EditForm } from '@/components/connections/edit-form';
import { FactsPanel } from '@/components/connections/facts-panel';
import { PasteAccounts } from '@/components/connections/paste-accounts';
import { sayProvider } from '@/components/connections/say-provider';
import { SyncButton } from '@/components/connections/sync-button';
import { SyncHistory } from '@/components/connections/sync-history';
import { SyncWatch } from '@/components/connections/sync-watch';
import { TestPanel } from '@/components/connections/test-panel';
import { TotalsTable } from '@/components/connections/totals-table';
import { UnassignedNotice } from '@/components/onboarding/unassigned-notice';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { getSaying } from '@/components/ui/get-saying';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { getConnection, PROVIDER_CATALOG, requestBudget } from '@/lib/connections';
import { isAdmin } from '@/lib/core/actor';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { pathId } from '@/lib/core/paging';
import { countUnassigned, listAccounts } from '@/lib/customers';
import { accountQuery } from '@/lib/customers/schemas';
import { listSyncRuns } from '@/lib/sync';
import { getDailyUsage, getTotals } from '@/lib/usage';
import { confirmAction } from '../../confirm';
import { orNotFound, readSearch, type SearchParams } from '../../page-input';
import {
  addAccountAction,
  addAccountsAction,
  assignAction,
  assignNewAction,
  startSyncAction,
  testConnectionAction,
  updateConnectionAction,
} from './actions';
import { CostAndStock } from './cost-and-stock';

/** The connection of this page, read once for its title and its content. */
const readConnection = cache(async (id: number) => orNotFound(getConnection(await requireContext(), { id })));

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  return { title: (await readConnection(pathId((await params).id))).name };
}

export default async function ConnectionPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const t = await getTranslations('connections.page');
  const [ctx, path, search] = await Promise.all([requireContext(), params, readSearch(searchParams)]);
  const id = pathId(path.id);
  const connection = await readConnection(id);
  const filter = { q: search.q?.trim().slice(0, 200) ?? '', unassigned: search.unassigned === 'true' };
  const query = accountQuery.parse({
    connectionId: connection.id,
    q: filter.q || undefined,
    unassigned: filter.unassigned ? 'true' : undefined,
    cursor: search.cursor,
    limit: 20,
  });
  const to = dayIn(String(connection.settings.timeZone), ctx.now());
  const window = { connectionId: id, from: addDays(to, -13), to };
  const [totals, usage, accounts, runs, budget, unassigned] = await Promise.all([
    getTotals(ctx, window),
    getDailyUsage(ctx, window),
    listAccounts(ctx, query),
    listSyncRuns(ctx, { connectionId: id, limit: 10 }),
    requestBudget(ctx, { id }),
    isAdmin(ctx.actor) ? countUnassigned(ctx, { connectionId: id }) : 0,
  ]);
  const { say, tell } = await getSaying();
  const provider = sayProvider(PROVIDER_CATALOG[connection.provider], say);
  const admin = isAdmin(ctx.actor);
  const running = runs.data.find((run) => run.status === 'queued' || run.status === 'running') ?? null;
  return (
    <ClientWords of={['connections.client', 'customers.client', 'auth.confirm']}>
      <SyncWatch connectionId={connection.id} newest={runs.data[0] ?? null} />
      <PageHeader
        title={connection.name}
        back={{ href: '/connections', label: t('title') }}
        badge={<ConnectionStatusBadge status={connection.status} />}
        description={connection.statusDetail ? tell(connection.statusDetail) : provider.name}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel
            title={t('accounts')}
            id="accounts"
            flush
            action={<AccountFilters connectionId={connection.id} filter={filter} />}
          >
            <UnassignedNotice connectionId={connection.id} count={unassigned} />
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
              first={search.cursor ? accountsHref(connection.id, filter) : null}
              next={accounts.nextCursor ? accountsHref(connection.id, filter, accounts.nextCursor) : null}
              count={accounts.data.length}
            />
            {admin && connection.provider === 'freebit' && (
              <div className="border-t border-separator px-4 py-4 sm:px-5">
                <AddAccountForm label={t('phoneOrGroup')} add={addAccountAction.bind(null, connection.id)} />
                <PasteAccounts addAccounts={addAccountsAction.bind(null, connection.id)} />
              </div>
            )}
          </Panel>
          {totals.data.length > 0 && (
            <Panel
              title={t('totals')}
              description={t('totalsHint', { zone: String(connection.settings.timeZone) })}
              flush
            >
              <TotalsTable totals={totals.data} usage={usage.data} base={1024} />
            </Panel>
          )}
          <Panel title={t('latestSyncs')} flush>
            {runs.data.length === 0 ? (
              <EmptyState title={t('neverSynced')}>{t('neverSyncedHint')}</EmptyState>
            ) : (
              <SyncHistory runs={runs.data} />
            )}
          </Panel>
          {admin && (
            <Panel title={t('change')}>
              <EditForm
                key={connection.status}
                connection={connection}
                provider={provider}
                save={updateConnectionAction.bind(null, connection.id)}
                confirm={confirmAction}
              />
            </Panel>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-4 max-lg:contents">
          <div className="max-lg:order-first">
            <Panel title={t('state')}>
              <div className="flex flex-col gap-4">
                <ConnectionFacts connection={connection} providerName={provider.name} />
                <BudgetMeter budget={budget} />
                {admin && <SyncButton running={running} start={startSyncAction.bind(null, connection.id)} />}
                {admin && <TestPanel test={testConnectionAction.bind(null, connection.id)} />}
              </div>
            </Panel>
          </div>
          <CostAndStock ctx={ctx} connectionId={id} />
          <Panel title={t('knownOf', { provider: provider.name })}>
            <FactsPanel facts={provider.facts} />
          </Panel>
        </div>
      </div>
    </ClientWords>
  );
}
