import type { OrderDto, OrderEventDto } from '@/lib/orders/schemas';

/** What proves an order, as one thing to hand out. Without internals nobody's names and no exchanges are in it. */
export type DisputePack = {
  order: Omit<OrderDto, 'attempts'>;
  /** Whether the reader may see the provider's own words, people and stock. */
  internals: boolean;
  issuedAt: string;
  connectionName: string;
  timeZone: string;
  byteBase: 1000 | 1024;
  events: OrderEventDto[];
  /** Each call; `sha256` is that of request, line feed and answer, so that a copy can be held against ours. */
  attempts: (OrderDto['attempts'][number] & { sha256: string })[];
  record: {
    at: string;
    day: string;
    units: string | null;
    externalOrderId: string | null;
    reference: string | null;
    operator: string | null;
  } | null;
  /** As read before and after the order, each with its instant; from the proof where only that knows. */
  residual: {
    beforeBytes: number | null;
    beforeAt: string | null;
    afterBytes: number | null;
    afterAt: string | null;
  };
  usage: { date: string; totalBytes: number; provisional: boolean }[];
  ledger: { at: string; kind: string; amount: string; asset: string }[];
};

export type DisputeLinkDto = { id: string; createdBy: string; createdAt: string; expiresAt: string };

/** A section of the pack: pairs of name and value, or rows of a table under heads. */
export type Section =
  | { title: string; facts: [string, string][] }
  | { title: string; heads: string[]; rows: string[][]; none: string };
