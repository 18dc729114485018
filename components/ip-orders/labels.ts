import type { OrderDto } from '@/lib/orders/schemas';
import type { Duration, Product } from './types';

export const PRODUCT_LABEL: Record<Product, string> = { isp: 'ISP', static: 'Static' };

export const DURATION_LABEL: Record<Duration, string> = { week: '1 week', month: '1 month', quarter: '3 months' };

/** The provider's channels; it knows them by these words. */
export const POOL_TAGS = ['渠道一', '渠道二', '渠道三', '渠道四', '渠道五'] as const;

/** A pool tag as the provider calls it: ours are the numbers 1 to 5. */
export function poolTagText(tag: string): string {
  return (/^[1-5]$/.test(tag) ? POOL_TAGS[Number(tag) - 1] : undefined) ?? tag;
}

/** What an IP order is about, e.g. `3 ISP IPs in us, 1 month`. */
export function ipOrderText(
  order: Pick<OrderDto, 'type' | 'product' | 'region' | 'duration' | 'quantity' | 'ips'>,
): string {
  const count = order.quantity ?? order.ips.length;
  const product = order.product ? `${PRODUCT_LABEL[order.product]} ` : '';
  const place = order.region ? ` in ${order.region}` : '';
  const term = order.duration ? `, ${DURATION_LABEL[order.duration]}` : '';
  return `${count} ${product}${count === 1 ? 'IP' : 'IPs'}${place}${term}`;
}
