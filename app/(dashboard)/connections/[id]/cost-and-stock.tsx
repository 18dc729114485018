import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ListCostForm } from '@/components/costs/list-cost-form';
import { ListCostList } from '@/components/costs/list-cost-list';
import { StockFacts } from '@/components/stock/stock-facts';
import { ClientWords } from '@/components/ui/client-words';
import { Panel } from '@/components/ui/panel';
import { type Context, isAdmin } from '@/lib/core/actor';
import { listListCosts } from '@/lib/costs';
import { getStock } from '@/lib/stock';
import { setListCostAction } from '../../margin/actions';

/** What can still be sold at a connection, and what its traffic costs. */
export async function CostAndStock({ ctx, connectionId }: { ctx: Context; connectionId: number }) {
  const t = await getTranslations('stock.panel');
  const list = await getTranslations('costs.list');
  const [stocks, costs] = await Promise.all([getStock(ctx, { connectionId }), listListCosts(ctx, { connectionId })]);
  const stock = stocks[0];
  const today = ctx.now().toISOString().slice(0, 10);
  const currency = costs.find(({ perGb }) => perGb)?.perGb?.currency ?? 'USD';
  return (
    <>
      {stock && (
        <Panel title={t('title')} id="stock">
          <StockFacts stock={stock} />
        </Panel>
      )}
      <Panel
        title={list('title')}
        description={list('hint')}
        action={
          <Link href={`/margin/purchases?connectionId=${connectionId}`} className="link text-[0.8125rem]">
            {list('more')}
          </Link>
        }
      >
        <div className="flex flex-col gap-4">
          <ListCostList costs={costs} />
          {isAdmin(ctx.actor) && (
            <ClientWords of={['costs.client']}>
              <ListCostForm
                today={today}
                currency={currency}
                set={setListCostAction.bind(null, String(connectionId))}
              />
            </ClientWords>
          )}
        </div>
      </Panel>
    </>
  );
}
