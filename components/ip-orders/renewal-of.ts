import type { HeldIpDto } from '@/lib/reconciliation/ip-schemas';
import type { RenewDraft } from './types';

/** What a renewal starts from: the IPs and what is known of them. */
export type RenewStart = Pick<RenewDraft, 'connectionId' | 'product' | 'ips' | 'customer'>;

/** One order renews IPs of one product at one connection; the customer is the IPs' own where they share one. Null where they differ. */
export function renewalOf(chosen: readonly HeldIpDto[]): RenewStart | null {
  const [first] = chosen;
  if (!first || chosen.some((ip) => ip.product !== first.product || ip.connectionId !== first.connectionId))
    return null;
  const shared = chosen.every((ip) => ip.customerId === first.customerId);
  return {
    connectionId: first.connectionId,
    product: first.product,
    ips: chosen.map((ip) => ip.ip),
    customer:
      shared && first.customerId !== null
        ? { id: first.customerId, name: first.customerName ?? first.customerId }
        : null,
  };
}
