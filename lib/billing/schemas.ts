import { z } from 'zod';
import { filterIdSchema } from '@/lib/core/paging';
import {
  byteCount,
  dayText,
  idText,
  instantText,
  moneyInput,
  moneyText,
  monthText,
  plainText,
  requiredText,
} from '@/lib/core/wire';
import { adjustmentStatusSchema } from './adjustment-schemas';

export const paymentInput = z.object({
  amount: moneyInput,
  reference: requiredText(200),
  method: z.enum(['bank', 'cash', 'crypto', 'other']).default('other'),
  note: plainText(1000).nullish(),
});
export type PaymentInput = z.infer<typeof paymentInput>;

export const paymentDto = z.object({
  id: idText,
  billingAccountId: idText,
  amount: moneyText,
  method: z.string(),
  reference: z.string(),
  note: z.string().nullable(),
  at: instantText,
  /** The adjustment that takes it back, if one does or asks to. */
  reversal: z.object({ adjustmentId: idText, status: adjustmentStatusSchema }).nullable(),
});
export type PaymentDto = z.infer<typeof paymentDto>;

/** Languages that a printed statement can be in. */
const statementLocaleSchema = z.enum(['en', 'zh-CN', 'ja']);
export type StatementLocale = z.infer<typeof statementLocaleSchema>;

export const statementQuery = z.object({
  billingAccountId: filterIdSchema,
  month: monthText,
  format: z.enum(['json', 'csv', 'pdf']).default('json'),
  locale: statementLocaleSchema.default('en'),
});

export const statementDto = z.object({
  billingAccountId: idText,
  name: z.string(),
  month: z.string(),
  currency: z.string(),
  status: z.enum(['open', 'closed']),
  opening: moneyText,
  closing: moneyText,
  lines: z.array(
    z.object({
      at: instantText,
      kind: z.string(),
      description: z.string(),
      orderId: idText.nullable(),
      amount: moneyText,
      balance: moneyText,
    }),
  ),
  usage: z.array(z.object({ date: dayText, totalBytes: byteCount })),
  /** What a GB of `usage` is shown as: 1,000 or 1,024 MB, as the providers of these customers count. */
  byteBase: z.union([z.literal(1000), z.literal(1024)]).default(1024),
  /** Who issues it, as it was when the month was closed; null where nobody had written it down. */
  issuer: z.object({ name: z.string(), address: z.string(), taxId: z.string() }).nullish(),
});
export type StatementDto = z.infer<typeof statementDto>;
