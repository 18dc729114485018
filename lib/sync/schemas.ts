import { z } from 'zod';
import { filterIdSchema, pagingSchema } from '@/lib/core/paging';
import { byteCount, dayText, idText, instantText } from '@/lib/core/wire';

/** Provider days, inclusive; without them the default window. */
export const syncInput = z
  .object({ from: dayText.optional(), to: dayText.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    error: '`from` must not be after `to`.',
  });
export type SyncInput = z.infer<typeof syncInput>;

const syncStatusSchema = z.enum(['queued', 'running', 'succeeded', 'failed']);

export const syncRunQuery = pagingSchema.extend({ connectionId: filterIdSchema.optional() });
export type SyncRunQuery = z.infer<typeof syncRunQuery>;

export const syncRunDto = z.object({
  id: idText,
  connectionId: idText,
  status: syncStatusSchema,
  /** Who or what asked for it: `manual` or `schedule`. */
  trigger: z.string(),
  from: dayText,
  to: dayText,
  progress: z.object({ done: z.number().int(), total: z.number().int(), unit: z.string() }),
  rowsRead: z.number().int(),
  rowsChanged: z.number().int(),
  /** A plain sentence: what went wrong and what to do. */
  error: z.string().nullable(),
  createdAt: instantText,
  startedAt: instantText.nullable(),
  finishedAt: instantText.nullable(),
});
export type SyncRunDto = z.infer<typeof syncRunDto>;

/** Fresh usage of one account: the days that were read, and what is left where the provider says it. */
export const refreshDto = z.object({
  accountId: idText,
  readAt: instantText,
  residualBytes: byteCount.nullable(),
  restricted: z.boolean(),
  data: z.array(
    z.object({
      date: dayText,
      uploadBytes: byteCount.nullable(),
      downloadBytes: byteCount.nullable(),
      totalBytes: byteCount,
      provisional: z.boolean(),
    }),
  ),
});
export type RefreshDto = z.infer<typeof refreshDto>;
