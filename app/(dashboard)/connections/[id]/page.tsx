import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BudgetMeter } from '@/components/connections/budget-meter';
import { ConnectionFacts } from '@/components/connections/connection-facts';
import { ConnectionStatusBadge } from '@/components/connections/connection-status';
import { EditForm } from '@/components/connections/edit-form';
import { FactsPanel } from '@/components/connections/facts-panel';
import { sayProvider } from '@/components/connections/say-provider';
import { SyncButton } from '@/components/connections/sync-button';
import { SyncHistory } from '@/components/connections/sync-history';
import { SyncWatch } from '@/components/connections/sync-watch';
import { TestPanel } from '@/components/connections/test-panel';
import { TotalsTable } from '@/components/connections/totals-table';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { getSaying } from '@/components/ui/get-saying';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { PROVIDER_CATALOG } from '@/lib/connections';
import { isAdmin } from '@/lib/core/actor';
import { pathId } from '@/lib/core/paging';
import { confirmAction } from '../../confirm';
import { readSearch, type SearchParams } from '../../page-input';
import { AccountPanel } from './account-panel';
import { startSyncAction, testConnectionAction, updateConnectionAction } from './actions';
import { CostAndStock } from './cost-and-stock';
import { readConnection, readConnectionPage } from './read-connection';

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
  const page = await readConnectionPage(ctx, pathId(path.id), search);
  const { connection, totals, usage, runs } = page;
  const { say, tell } = await getSaying();
  const provider = sayProvider(PROVIDER_CATALOG[connection.provider], say);
  const admin = isAdmin(ctx.actor);
  const running = runs.find((run) => run.status === 'queued' || run.status === 'running') ?? null;
  return (
    <ClientWords of={['connections.client', 'customers.client', 'auth.confirm']}>
      <SyncWatch connectionId={connection.id} newest={runs[0] ?? null} />
      <PageHeader
        title={connection.name}
        back={{ href: '/connections', label: t('title') }}
        badge={<ConnectionStatusBadge status={connection.status} />}
        description={connection.statusDetail ? tell(connection.statusDetail) : provider.name}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <AccountPanel page={page} admin={admin} />
          {totals.length > 0 && (
            <Panel
              title={t('totals')}
              description={t('totalsHint', { zone: String(connection.settings.timeZone) })}
              flush
            >
              <TotalsTable totals={totals} usage={usage} base={1024} />
            </Panel>
          )}
          <Panel title={t('latestSyncs')} flush>
            {runs.length === 0 ? (
              <EmptyState title={t('neverSynced')}>{t('neverSyncedHint')}</EmptyState>
            ) : (
              <SyncHistory runs={runs} />
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
                <BudgetMeter budget={page.budget} />
                {admin && <SyncButton running={running} start={startSyncAction.bind(null, connection.id)} />}
                {admin && <TestPanel test={testConnectionAction.bind(null, connection.id)} />}
              </div>
            </Panel>
          </div>
          <CostAndStock ctx={ctx} connectionId={Number(connection.id)} />
          <Panel title={t('knownOf', { provider: provider.name })}>
            <FactsPanel facts={provider.facts} />
          </Panel>
        </div>
      </div>
    </ClientWords>
  );
}
