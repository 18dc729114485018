import { z } from 'zod';
import { filterIdSchema, pagingSchema } from '@/lib/core/paging';
import { idText, instantText, moneyInput, moneyText, plainText, requiredText } from '@/lib/core/wire';

export const adjustmentStatusSchema = z.enum(['awaiting_approval', 'posted', 'declined']);

/** `amount` above zero is a credit, below zero a debit. */
export const adjustmentInput = z.object({
  billingAccountId: filterIdSchema,
  amount: moneyInput.refine(({ minor }) => minor !== 0n, {
    path: ['amount'],
    message: 'Write an amount other than 0.',
  }),
  /** The owner of the wallet reads it on the statement. */
  reason: requiredText(500),
  reference: requiredText(200),
});
export type AdjustmentInput = z.infer<typeof adjustmentInput>;

export const reversalInput = z.object({ reason: requiredText(500) });
export type ReversalInput = z.infer<typeof reversalInput>;

export const declineInput = z.object({ note: plainText(500).trim().default('') });
export type DeclineInput = z.infer<typeof declineInput>;

export const adjustmentQuery = pagingSchema.extend({
  billingAccountId: filterIdSchema.optional(),
  status: adjustmentStatusSchema.optional(),
});
export type AdjustmentQuery = z.infer<typeof adjustmentQuery>;

export const adjustmentDto = z.object({
  id: idText,
  billingAccountId: idText,
  accountName: z.string(),
  /** Signed: above zero the wallet gains. */
  amount: moneyText,
  reason: z.string(),
  reference: z.string(),
  status: adjustmentStatusSchema,
  /** The ledger transaction that this one takes back. */
  reverses: idText.nullable(),
  /** What was posted for it. */
  transactionId: idText.nullable(),
  /** The adjustment that takes this one back, if one does or asks to. */
  reversal: z.object({ adjustmentId: idText, status: adjustmentStatusSchema }).nullable(),
  /** True for the person who asked for it: somebody else has to approve it. */
  own: z.boolean(),
  madeBy: z.string(),
  decidedBy: z.string().nullable(),
  decisionNote: z.string().nullable(),
  createdAt: instantText,
  decidedAt: instantText.nullable(),
});
export type AdjustmentDto = z.infer<typeof adjustmentDto>;

export const paymentQuery = pagingSchema.extend({ billingAccountId: filterIdSchema });
