import type { OrderDto } from '@/lib/orders/schemas';
import { Facts } from '../ui/facts';
import { Money } from '../ui/money';
import { ExactTime } from '../ui/relative-time';
import { OrderAmount } from './order-amount';

const DURATIONS = { week: 'Week', month: 'Month', quarter: 'Quarter' } as const;

function mono(text: string) {
  return <code className="font-mono text-xs">{text}</code>;
}

/** What was ordered, for what price, under which names. */
export function OrderFacts({ order }: { order: OrderDto }) {
  const rows = [
    { label: 'Amount', value: <OrderAmount order={order} /> },
    { label: 'In the provider’s unit', value: order.units && <span className="figures">{order.units}</span> },
    { label: 'Price', value: order.price ? <Money money={order.price} /> : 'Nobody is charged' },
    { label: 'Account', value: order.accountName },
    { label: 'Product', value: order.product && (order.product === 'isp' ? 'ISP' : 'Static') },
    { label: 'Region', value: order.region },
    { label: 'Duration', value: order.duration && DURATIONS[order.duration] },
    { label: 'Pool', value: order.poolTag },
    { label: 'Addresses', value: order.ips.length > 0 && mono(order.ips.join(', ')) },
    { label: 'Note', value: order.note },
    { label: 'Remark', value: order.remark },
    { label: 'Made by', value: order.madeBy },
    { label: 'Made', value: <ExactTime at={order.createdAt} /> },
    { label: 'Settled', value: order.settledAt && <ExactTime at={order.settledAt} /> },
    { label: 'Next look', value: order.nextAttemptAt && <ExactTime at={order.nextAttemptAt} /> },
    { label: 'Our reference', value: mono(order.reference) },
    { label: 'Provider’s number', value: order.providerOrderId && mono(order.providerOrderId) },
  ];
  return <Facts items={rows.filter((row) => row.value)} />;
}
