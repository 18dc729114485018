import type { AdjustmentDto } from '@/lib/billing/adjustment-schemas';
import type { PaymentDto } from '@/lib/billing/schemas';
import type { WalletDto } from '@/lib/ledger/schemas';
import type { Outcome } from '../ui/outcome';

export type PaymentDraft = {
  billingAccountId: string;
  amount: string;
  currency: string;
  method: string;
  reference: string;
  note: string;
};

/** `created` is false when this payment was entered before. */
export type PaymentDone = { payment: PaymentDto; created: boolean; wallet: WalletDto };

/** `key` makes a second sending of the same payment the same payment. */
export type RecordPayment = (draft: PaymentDraft & { key: string }) => Promise<Outcome<PaymentDone>>;

export type CloseMonth = (key: { billingAccountId: string; month: string }) => Promise<Outcome<{ month: string }>>;

export type AdjustmentDraft = {
  billingAccountId: string;
  currency: string;
  direction: string;
  amount: string;
  reason: string;
  reference: string;
};

/** `created` is false when this adjustment was made before. */
export type AdjustmentDone = { adjustment: AdjustmentDto; created: boolean; wallet: WalletDto };

export type AdjustmentActions = {
  /** `key` makes a second sending of the same adjustment the same adjustment. */
  adjust: (draft: AdjustmentDraft & { key: string }) => Promise<Outcome<AdjustmentDone>>;
  reversePayment: (id: string, reason: string) => Promise<Outcome<AdjustmentDone>>;
  reverseAdjustment: (id: string, reason: string) => Promise<Outcome<AdjustmentDone>>;
  approve: (id: string) => Promise<Outcome<{ id: string }>>;
  decline: (id: string, note: string) => Promise<Outcome<{ id: string }>>;
};

export type PriceDraft = {
  /** `customer:3`, `agent:7`, or nothing for everybody. */
  whose: string;
  connectionId: string;
  currency: string;
  perGb: string;
  /** Lines such as `100 1.20`: from so many GB, that price. */
  steps: string;
  stepsBy: string;
  /** A day (UTC), or nothing for now. */
  from: string;
};

export type IpPriceDraft = {
  agentId: string;
  product: string;
  region: string;
  duration: string;
  currency: string;
  perIp: string;
  from: string;
};

export type PriceActions = {
  add: (draft: PriceDraft) => Promise<Outcome<{ id: string }>>;
  end: (id: string, day: string) => Promise<Outcome<{ id: string }>>;
  addIp: (draft: IpPriceDraft) => Promise<Outcome<{ id: string }>>;
  endIp: (id: string, day: string) => Promise<Outcome<{ id: string }>>;
};

export type Choice = { value: string; label: string };
