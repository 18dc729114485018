import type { OrderDto, PreviewDto } from '@/lib/orders/schemas';
import type { Confirm } from '../auth/use-confirmed-act';
import type { ByteBase } from '../ui/format';
import type { Outcome } from '../ui/outcome';

/** What is done with a customer's traffic: giving it, or taking it back. */
export type TrafficAct = 'topUp' | 'deduct';

/** An account that can be topped up or deducted from, as the form offers it. */
export type TrafficAccount = { id: string; label: string; base: ByteBase };

export type TrafficDraft = { accountId: string; amountGb: string; note: string };

/** `key` makes a second sending of the same draft the same order; `similar` are the orders that the review has shown. */
export type TrafficOrder = TrafficDraft & { key: string; similar: string[] };

export type TrafficActions = {
  /** Proves again who sits here, where an order is large. */
  confirm: Confirm;
  preview: (draft: { accountId: string; amountGb: string }) => Promise<Outcome<PreviewDto>>;
  send: (order: TrafficOrder) => Promise<Outcome<OrderDto>>;
};
