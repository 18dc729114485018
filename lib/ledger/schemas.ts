import { z } from 'zod';
import { filterIdSchema, pagingSchema } from '@/lib/core/paging';
import { dayText, idText, instantText, moneyText } from '@/lib/core/wire';

export const ledgerQuery = pagingSchema.extend({
  billingAccountId: filterIdSchema.optional(),
  from: dayText.optional(),
  to: dayText.optional(),
});
export type LedgerQuery = z.infer<typeof ledgerQuery>;

export const ledgerTransactionDto = z.object({
  id: idText,
  at: instantText,
  kind: z.string(),
  reference: z.string(),
  orderId: idText.nullable(),
  billingAccountId: idText.nullable(),
  note: z.string().nullable(),
  postings: z.array(z.object({ source: z.string(), destination: z.string(), asset: z.string(), amount: z.string() })),
  balanceAfter: moneyText.nullable(),
});
export type LedgerTransactionDto = z.infer<typeof ledgerTransactionDto>;

export const walletDto = z.object({
  billingAccountId: idText,
  balance: moneyText,
  held: moneyText,
  creditLimit: moneyText,
  available: moneyText,
});
export type WalletDto = z.infer<typeof walletDto>;

const problemDto = z.object({ rule: z.string(), subject: z.string(), detail: z.string() });

/** The nightly check as it is kept. */
export const storedCheck = z.object({
  at: instantText,
  ok: z.boolean(),
  problems: z.array(problemDto),
  found: z.number().int().optional(),
});

const lastCheckDto = z.object({
  state: z.enum(['ok', 'broken', 'never']),
  at: instantText.nullable(),
  /** True where the check of last night is missing. */
  stale: z.boolean(),
  found: z.number().int(),
  problems: z.array(problemDto),
});
export type LastCheckDto = z.infer<typeof lastCheckDto>;
