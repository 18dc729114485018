import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ConnectionCard } from '@/components/connections/connection-card';
import { ConnectionForm } from '@/components/connections/connection-form';
import { sayProvider } from '@/components/connections/say-provider';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { getSaying } from '@/components/ui/get-saying';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { listConnections, PROVIDER_CATALOG, PROVIDER_IDS } from '@/lib/connections';
import { isAdmin } from '@/lib/core/actor';
import { confirmAction } from '../confirm';
import { orNotFound, readSearch, type SearchParams } from '../page-input';
import { createConnectionAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connections.page');
  return { title: t('title') };
}

export default async function ConnectionsPage({ searchParams }: { searchParams: SearchParams }) {
  const t = await getTranslations('connections.page');
  const [ctx, { say }, search] = await Promise.all([requireContext(), getSaying(), readSearch(searchParams)]);
  const { data } = await orNotFound(listConnections(ctx, { limit: 100 }));
  return (
    <ClientWords of={['connections.client', 'auth.confirm']}>
      <PageHeader title={t('title')} description={t('description')} />
      {data.length === 0 ? (
        <div className="panel mb-4">
          <EmptyState title={t('noProvider')}>{t('noProviderHint')}</EmptyState>
        </div>
      ) : (
        <div className="mb-4 grid gap-4 md:grid-cols-2 xl:grid-cols-3">
          {data.map((connection) => (
            <ConnectionCard key={connection.id} connection={connection} />
          ))}
        </div>
      )}
      {isAdmin(ctx.actor) && (
        <Panel title={t('connect')} id="add">
          <ConnectionForm
            catalog={PROVIDER_IDS.map((id) => sayProvider(PROVIDER_CATALOG[id], say))}
            first={search.provider}
            backTo={search.guide ? '/#get-started' : undefined}
            create={createConnectionAction}
            confirm={confirmAction}
          />
        </Panel>
      )}
    </ClientWords>
  );
}
