import type { Metadata } from 'next';
import { ConnectionCard } from '@/components/connections/connection-card';
import { ConnectionForm } from '@/components/connections/connection-form';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { listConnections, PROVIDER_CATALOG, PROVIDER_IDS } from '@/lib/connections';
import { isAdmin } from '@/lib/core/actor';
import { confirmAction } from '../confirm';
import { orNotFound } from '../page-input';
import { createConnectionAction } from './actions';

export const metadata: Metadata = { title: 'Connections' };

export default async function ConnectionsPage() {
  const ctx = await requireContext();
  const { data } = await orNotFound(listConnections(ctx, { limit: 100 }));
  return (
    <ClientWords of={['auth.confirm']}>
      <PageHeader title="Connections" description="The provider accounts that traffic is bought from." />
      {data.length === 0 ? (
        <div className="panel mb-4">
          <EmptyState title="No provider is connected">
            Connect one below; its accounts, usage and balances are read at once.
          </EmptyState>
        </div>
      ) : (
        <div className="mb-4 grid gap-4 md:grid-cols-2 xl:grid-cols-3">
          {data.map((connection) => (
            <ConnectionCard key={connection.id} connection={connection} />
          ))}
        </div>
      )}
      {isAdmin(ctx.actor) && (
        <Panel title="Connect a provider" id="add">
          <ConnectionForm
            catalog={PROVIDER_IDS.map((id) => PROVIDER_CATALOG[id])}
            create={createConnectionAction}
            confirm={confirmAction}
          />
        </Panel>
      )}
    </ClientWords>
  );
}
