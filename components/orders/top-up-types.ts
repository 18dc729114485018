import type { OrderDto, PreviewDto } from '@/lib/orders/schemas';
import type { Confirm } from '../auth/use-confirmed-act';
import type { ByteBase } from '../ui/format';
import type { Outcome } from '../ui/outcome';

/** An account that can be topped up, as the form offers it. */
export type TopUpAccount = { id: string; label: string; base: ByteBase };

export type TopUpDraft = { accountId: string; amountGb: string; note: string };

export type TopUpActions = {
  /** Proves again who sits here, where an order is large. */
  confirm: Confirm;
  preview: (draft: { accountId: string; amountGb: string }) => Promise<Outcome<PreviewDto>>;
  /** `key` makes a second sending of the same draft the same order; `similar` are the orders that the review has shown. */
  topUp: (draft: TopUpDraft & { key: string; similar: string[] }) => Promise<Outcome<OrderDto>>;
};

export type DeductActions = {
  confirm: Confirm;
  preview: (draft: { accountId: string; amountGb: string }) => Promise<Outcome<PreviewDto>>;
  /** As for a top-up. */
  deduct: (draft: TopUpDraft & { key: string; similar: string[] }) => Promise<Outcome<OrderDto>>;
};
