import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { DisputePanel } from '@/components/disputes/dispute-panel';
import { lookAgainMs } from '@/components/orders/labels';
import { type OrderAct, OrderActions } from '@/components/orders/order-actions';
import { OrderAttempts } from '@/components/orders/order-attempts';
import { OrderEvidence } from '@/components/orders/order-evidence';
import { OrderFacts } from '@/components/orders/order-facts';
import { OrderFollower } from '@/components/orders/order-follower';
import { OrderStatusBadge } from '@/components/orders/order-status';
import { OrderTimeline } from '@/components/orders/order-timeline';
import { OrderTitle } from '@/components/orders/order-title';
import { ClientWords } from '@/components/ui/client-words';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { type Context, isAdmin } from '@/lib/core/actor';
import { pathId } from '@/lib/core/paging';
import { listDisputeLinks } from '@/lib/disputes';
import { getOrder, listOrderEvents } from '@/lib/orders';
import type { OrderDto } from '@/lib/orders/schemas';
import { orNotFound } from '../../page-input';
import { orderAction } from './actions';
import { disputeLinkAction } from './dispute-actions';

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  const t = await getTranslations('orders.one');
  return { title: t('metaTitle', { id: String(pathId((await params).id)) }) };
}

/** What the reader may do with the order; the verbs check it again. */
function actsFor({ actor }: Context, order: OrderDto): OrderAct[] {
  const admin = isAdmin(actor);
  const seller = admin || (actor.kind !== 'system' && actor.role === 'agent');
  switch (order.status) {
    case 'awaiting_approval':
      return [...(admin ? (['approve'] as const) : []), ...(seller ? (['cancel'] as const) : [])];
    case 'queued':
      return seller ? ['cancel'] : [];
    case 'unknown':
      return admin ? [...(order.type === 'top_up' ? (['retry'] as const) : []), 'resolve'] : [];
    default:
      return [];
  }
}

export default async function OrderPage({ params }: { params: Promise<{ id: string }> }) {
  const t = await getTranslations('orders.one');
  const said = await getTranslations('orders.client');
  const [ctx, { id }] = await Promise.all([requireContext(), params]);
  const [order, events, links] = await orNotFound(
    Promise.all([
      getOrder(ctx, { id: pathId(id) }),
      listOrderEvents(ctx, { id: pathId(id) }),
      listDisputeLinks(ctx, { orderId: pathId(id) }),
    ]),
  );
  const mayShare = ctx.actor.kind !== 'system' && ctx.actor.role !== 'viewer';
  const acts = actsFor(ctx, order);
  return (
    <ClientWords of={['orders.client', 'disputes.client']}>
      <PageHeader
        title={<OrderTitle order={order} />}
        back={{ href: '/orders', label: t('back') }}
        badge={<OrderStatusBadge status={order.status} />}
        description={t.rich(order.customerId ? 'descriptionFor' : 'description', {
          id: order.id,
          // Said once: while it moves the follower below says it, and says it anew.
          meaning: lookAgainMs(order.status) === false ? said(`meaning.${order.status}`) : '',
          customer: () => (
            <Link href={`/customers/${order.customerId}`} className="link">
              {order.customerName}
            </Link>
          ),
        })}
      />
      <OrderFollower key={order.status} order={order} />
      {acts.length > 0 && (
        <div className="mb-4">
          <OrderActions key={order.status} order={order} acts={acts} action={orderAction} />
        </div>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t('ordered')}>
            <OrderFacts order={order} />
          </Panel>
          {order.evidence && (
            <Panel title={t('proof')}>
              <OrderEvidence evidence={order.evidence} />
            </Panel>
          )}
          <Panel title={t('calls')}>
            <OrderAttempts attempts={order.attempts} />
          </Panel>
          <DisputePanel orderId={order.id} links={links} action={mayShare ? disputeLinkAction : null} />
        </div>
        <Panel title={t('timeline')}>
          <OrderTimeline events={events} />
        </Panel>
      </div>
    </ClientWords>
  );
}
