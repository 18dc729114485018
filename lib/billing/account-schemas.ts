import { z } from 'zod';
import { pagingSchema } from '@/lib/core/paging';
import { currencyCode, idText, moneyInput } from '@/lib/core/wire';
import { walletDto } from '@/lib/ledger/schemas';

export const billingAccountQuery = pagingSchema.extend({ owner: z.enum(['agent', 'customer']).optional() });

export const billingAccountDto = z.object({
  id: idText,
  name: z.string(),
  currency: z.string(),
  /** Whose it is: an agent's, or a customer's that pays for itself. */
  agentId: idText.nullable(),
  customerId: idText.nullable(),
  wallet: walletDto,
});
export type BillingAccountDto = z.infer<typeof billingAccountDto>;

export const openWalletInput = z.object({ currency: currencyCode, creditLimit: moneyInput.optional() });
export type OpenWalletInput = z.infer<typeof openWalletInput>;

export const creditInput = z.object({ creditLimit: moneyInput });
export type CreditInput = z.infer<typeof creditInput>;
