import type { Outcome } from '../ui/outcome';

export type BlockDraft = {
  connectionId: string;
  amountGb: string;
  paid: string;
  currency: string;
  boughtOn: string;
  expiresOn: string;
  note: string;
};

/** `key` makes a second sending of the same purchase the same purchase. */
export type AddBlock = (draft: BlockDraft & { key: string }) => Promise<Outcome<unknown>>;

export type PriceBlock = (draft: { id: string; paid: string; currency: string }) => Promise<Outcome<unknown>>;

export type AddRate = (draft: { base: string; quote: string; rate: string; from: string }) => Promise<Outcome<unknown>>;

export type SetListCost = (draft: { amount: string; currency: string; from: string }) => Promise<Outcome<unknown>>;
