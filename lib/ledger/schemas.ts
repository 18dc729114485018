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
