import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { BlockButton } from '@/components/costs/block-button';
import { BlockTable } from '@/components/costs/block-table';
import { RateForm } from '@/components/costs/rate-form';
import { RateList } from '@/components/costs/rate-list';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterSelect } from '@/components/ui/filter-bar';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { listConnections } from '@/lib/connections';
import { isAdmin, seesInternals } from '@/lib/core/actor';
import { listCostBlocks, listExchangeRates } from '@/lib/costs';
import { costBlockQuery } from '@/lib/costs/schemas';
import { readSearch, type SearchParams } from '../../page-input';
import { addBlockAction, addRateAction, priceBlockAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  const words = await getTranslations('costs.purchases');
  return { title: words('title') };
}

function hrefOf(connectionId: string | undefined, cursor?: string): string {
  const query = new URLSearchParams({ ...(connectionId ? { connectionId } : {}), ...(cursor ? { cursor } : {}) });
  return `/margin/purchases${query.size === 0 ? '' : `?${query}`}`;
}

export default async function PurchasesPage({ searchParams }: { searchParams: SearchParams }) {
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  if (!seesInternals(ctx.actor)) notFound();
  const { connectionId = '', cursor } = search;
  const query = costBlockQuery.safeParse({ connectionId: connectionId || undefined, cursor });
  if (!query.success) notFound();
  const [blocks, rates, connections, t, margin] = await Promise.all([
    listCostBlocks(ctx, query.data),
    listExchangeRates(ctx),
    listConnections(ctx, { limit: 200 }),
    getTranslations('costs'),
    getTranslations('costs.page'),
  ]);
  const options = connections.data.map(({ id, name }) => ({ value: id, label: name }));
  const today = ctx.now().toISOString().slice(0, 10);
  const admin = isAdmin(ctx.actor);
  return (
    <ClientWords of={['costs.client']}>
      <PageHeader
        title={t('purchases.title')}
        back={{ href: '/margin', label: margin('title') }}
        description={t('purchases.description')}
      >
        {admin && options.length > 0 && <BlockButton connections={options} today={today} add={addBlockAction} />}
      </PageHeader>
      <div className="flex flex-col gap-4">
        <div className="min-w-0">
          {options.length > 1 && (
            <FilterBar path="/margin/purchases">
              <FilterSelect
                name="connectionId"
                label={t('purchases.connection')}
                all={t('purchases.all')}
                value={connectionId}
                options={options}
              />
            </FilterBar>
          )}
          <Panel title={t('purchases.blocks')} description={t('purchases.blocksHint')} flush>
            {blocks.data.length === 0 ? (
              <EmptyState title={t('purchases.empty')}>{t('purchases.emptyHint')}</EmptyState>
            ) : (
              <BlockTable blocks={blocks.data} price={admin ? priceBlockAction : null} />
            )}
            <Pager
              first={cursor ? hrefOf(connectionId) : null}
              next={blocks.nextCursor ? hrefOf(connectionId, blocks.nextCursor) : null}
              count={blocks.data.length}
            />
          </Panel>
        </div>
        <Panel title={t('rates.title')} description={t('rates.hint')}>
          <div className="flex max-w-lg flex-col gap-4">
            <RateList rates={rates.data} />
            {admin && <RateForm today={today} add={addRateAction} />}
          </div>
        </Panel>
      </div>
    </ClientWords>
  );
}
