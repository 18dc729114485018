import { z } from 'zod';
import { idText, instantText, moneyText, plainText } from '@/lib/core/wire';
import { orderStatusSchema } from '@/lib/orders/schemas';

/** Most rows of one bulk top-up. */
export const MAX_BULK_ROWS = 500;

export const bulkPreviewInput = z.object({
  // Tabs and line ends are columns and rows here; the cells are checked one by one.
  text: z.string().max(300_000, 'This is too much text at once.'),
  fileName: plainText(200).nullish(),
});
export type BulkPreviewInput = z.infer<typeof bulkPreviewInput>;

export const bulkStatusSchema = z.enum(['preview', 'running', 'finished', 'cancelled']);
export type BulkStatus = z.infer<typeof bulkStatusSchema>;

/** What became of a row: `refused` makes no order, `waiting` makes one yet, `left_out` was cancelled before. */
export const bulkRowStateSchema = z.union([z.enum(['refused', 'waiting', 'left_out']), orderStatusSchema]);
export type BulkRowState = z.infer<typeof bulkRowStateSchema>;

export const bulkRowDto = z.object({
  no: z.number().int(),
  /** As it was given. */
  account: z.string(),
  amountGb: z.string(),
  note: z.string().nullable(),
  accountId: idText.nullable(),
  accountName: z.string().nullable(),
  customerName: z.string().nullable(),
  price: moneyText.nullable(),
  problem: z.string().nullable(),
  warning: z.string().nullable(),
  orderId: idText.nullable(),
  state: bulkRowStateSchema,
});
export type BulkRowDto = z.infer<typeof bulkRowDto>;

export const bulkSummaryDto = z.object({
  id: idText,
  status: bulkStatusSchema,
  fileName: z.string().nullable(),
  madeBy: z.string(),
  createdAt: instantText,
  startedAt: instantText.nullable(),
  finishedAt: instantText.nullable(),
  stoppedWhy: z.string().nullable(),
  /** Rows in all, those that become orders, and those that have become one or were refused. */
  rows: z.number().int(),
  good: z.number().int(),
  handled: z.number().int(),
});
export type BulkSummaryDto = z.infer<typeof bulkSummaryDto>;

export const bulkDto = bulkSummaryDto.extend({
  /** Only its maker starts and cancels it. */
  mine: z.boolean(),
  /** Of the rows that become orders. */
  totalGb: z.string(),
  totalPrices: z.array(moneyText),
  data: z.array(bulkRowDto),
});
export type BulkDto = z.infer<typeof bulkDto>;
