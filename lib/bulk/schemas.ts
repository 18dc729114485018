import { z } from 'zod';
import { filterIdSchema, pagingSchema } from '@/lib/core/paging';
import { idText, instantText, moneyText, plainText } from '@/lib/core/wire';
import { orderStatusSchema } from '@/lib/orders/schemas';
import { MAX_BULK_ROWS, MAX_FILE_BYTES } from './types';

export { MAX_BULK_ROWS, MAX_FILE_BYTES };

export const bulkPreviewInput = z.object({
  // Tabs and line ends are columns and rows here; the cells are checked one by one.
  text: z.string().max(MAX_FILE_BYTES, 'This is too much text at once.'),
  fileName: plainText(200).nullish(),
});
export type BulkPreviewInput = z.infer<typeof bulkPreviewInput>;

/** A row of a program. What is wrong with its amount or account is said beside the row, not of the whole request. */
const bulkRowInput = z
  .object({
    /** The provider's id, a phone number or a name. */
    account: plainText(200).optional(),
    accountId: filterIdSchema.optional(),
    amountGb: plainText(60),
    note: plainText(1000).nullish(),
  })
  .refine((row) => (row.account === undefined) !== (row.accountId === undefined), {
    message: 'Give account or accountId, and not both.',
  });

export const bulkRowsInput = z.object({
  rows: z
    .array(bulkRowInput)
    .min(1, 'Give at least one row.')
    .max(MAX_BULK_ROWS, `At most ${MAX_BULK_ROWS} rows at once.`),
});
export type BulkRowsInput = z.infer<typeof bulkRowsInput>;

export const bulkStartInput = z.object({
  id: filterIdSchema,
  /** Numbers of the rows that are to be ordered although their accounts were topped up just now. */
  again: z.array(z.number().int().min(1).max(MAX_BULK_ROWS)).max(MAX_BULK_ROWS),
});
export type BulkStartInput = z.infer<typeof bulkStartInput>;

const bulkStatusSchema = z.enum(['preview', 'running', 'finished', 'cancelled']);
export type BulkStatus = z.infer<typeof bulkStatusSchema>;

/**
 * What became of a row: `refused` makes no order, `again` makes one if it is ticked, `waiting` makes one yet, `left_out`
 * was not ticked, or cancelled before.
 */
const bulkRowStateSchema = z.enum(['refused', 'again', 'waiting', 'left_out', ...orderStatusSchema.options]);
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

/** The sums of the rows that become orders, as they were when the rows were checked. */
export const bulkChecksSchema = z.object({
  wallets: z.array(z.object({ name: z.string(), total: moneyText, available: moneyText, enough: z.boolean() })),
  /** The maker's own limit a day, where it has one. */
  dailyLimit: z
    .object({ limitGb: z.string(), orderedGb: z.string(), rowsGb: z.string(), enough: z.boolean() })
    .nullable(),
});
export type BulkChecks = z.infer<typeof bulkChecksSchema>;

const sums = {
  /** Of the rows that become orders. */
  totalGb: z.string(),
  totalPrices: z.array(moneyText),
  checks: bulkChecksSchema.nullable(),
};

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

export const bulkDetailDto = bulkSummaryDto.extend({
  /** Only its maker starts and cancels it. */
  mine: z.boolean(),
  ...sums,
  /** How many rows are in which state. */
  states: z.partialRecord(bulkRowStateSchema, z.number().int()),
});
export type BulkDetailDto = z.infer<typeof bulkDetailDto>;

const bulkDto = bulkDetailDto.extend({ data: z.array(bulkRowDto) });
export type BulkDto = z.infer<typeof bulkDto>;

/** Verdicts of rows that were looked at and not kept. */
export const bulkVerdictDto = z.object({
  rows: z.number().int(),
  good: z.number().int(),
  ...sums,
  data: z.array(
    bulkRowDto.pick({
      no: true,
      account: true,
      amountGb: true,
      note: true,
      accountId: true,
      price: true,
      problem: true,
      warning: true,
    }),
  ),
});
export type BulkVerdictDto = z.infer<typeof bulkVerdictDto>;

export const bulkRowQuery = pagingSchema;
export type BulkRowQuery = z.infer<typeof bulkRowQuery>;
