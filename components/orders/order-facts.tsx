import { useTranslations } from 'next-intl';
import type { OrderDto } from '@/lib/orders/schemas';
import { Facts } from '../ui/facts';
import { Money } from '../ui/money';
import { ExactTime } from '../ui/relative-time';
import { Said } from '../ui/said';
import { OrderAmount } from './order-amount';
import { OrderNote } from './order-note';

function mono(text: string) {
  return <code className="font-mono text-xs">{text}</code>;
}

/** What was ordered, for what price, under which names. */
export function OrderFacts({ order }: { order: OrderDto }) {
  const t = useTranslations('orders.facts');
  const rows = [
    { label: t('amount'), value: <OrderAmount order={order} /> },
    { label: t('units'), value: order.units && <span className="figures">{order.units}</span> },
    { label: t('price'), value: order.price ? <Money money={order.price} /> : t('nobody') },
    { label: t('account'), value: order.accountName },
    { label: t('product'), value: order.product && t(order.product) },
    { label: t('region'), value: order.region },
    { label: t('duration'), value: order.duration && t(order.duration) },
    { label: t('pool'), value: order.poolTag },
    { label: t('ips'), value: order.ips.length > 0 && mono(order.ips.join(', ')) },
    { label: t('note'), value: order.note && <OrderNote note={order.note} /> },
    { label: t('remark'), value: order.remark },
    { label: t('maker'), value: <Said text={order.madeBy} /> },
    { label: t('made'), value: <ExactTime at={order.createdAt} /> },
    { label: t('settled'), value: order.settledAt && <ExactTime at={order.settledAt} /> },
    { label: t('nextLook'), value: order.nextAttemptAt && <ExactTime at={order.nextAttemptAt} /> },
    { label: t('reference'), value: mono(order.reference) },
    { label: t('providerNumber'), value: order.providerOrderId && mono(order.providerOrderId) },
  ];
  return <Facts items={rows.filter((row) => row.value)} />;
}
