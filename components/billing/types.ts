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
