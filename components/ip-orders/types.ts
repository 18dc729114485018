import type { IpPreviewDto, OrderDto, OrderStatus } from '@/lib/orders/schemas';
import type { HeldIpDto } from '@/lib/reconciliation/ip-schemas';
import type { Confirm } from '../auth/use-confirmed-act';
import type { Outcome } from '../ui/outcome';

export type Product = HeldIpDto['product'];
export type Duration = 'week' | 'month' | 'quarter';

/** A connection that sells IPs. */
export type IpSource = { id: string; name: string };

export type CustomerChoice = { id: string; name: string };

export type OpenDraft = {
  connectionId: string;
  product: Product;
  region: string;
  duration: Duration;
  quantity: string;
  poolTag: string;
  customer: CustomerChoice | null;
  remark: string;
};

export type RenewDraft = {
  connectionId: string;
  product: Product;
  ips: string[];
  duration: Duration;
  customer: CustomerChoice | null;
  remark: string;
};

/** An order like the one under review, made a moment ago. */
export type SimilarOrder = { id: string; status: OrderStatus; createdAt: string };

/** What a draft would do: orders like it, and what it costs. */
export type IpReview = { similar: SimilarOrder[]; price: IpPreviewDto };

export type IpOrderActions = {
  findCustomers: (q: string) => Promise<Outcome<CustomerChoice[]>>;
  /** Checks the draft and finds orders like it. Nothing is sent. */
  reviewOpen: (draft: OpenDraft) => Promise<Outcome<IpReview>>;
  reviewRenew: (draft: RenewDraft) => Promise<Outcome<IpReview>>;
  /** `key` makes a second sending of the same draft the same order. */
  open: (draft: OpenDraft & { key: string }) => Promise<Outcome<OrderDto>>;
  renew: (draft: RenewDraft & { key: string }) => Promise<Outcome<OrderDto>>;
  /** Proves again who sits here, where an order is large. */
  confirm: Confirm;
};
