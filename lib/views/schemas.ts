import { z } from 'zod';
import { idText, requiredText } from '@/lib/core/wire';

/** Pages whose filters can be kept under a name. */
export const viewPageSchema = z.enum(['usage', 'customers', 'orders', 'records', 'reconciliation', 'audit']);
export type ViewPage = z.infer<typeof viewPageSchema>;

/** Most views of one person on one page. */
export const MAX_VIEWS = 50;

export const saveViewInput = z.object({
  page: viewPageSchema,
  name: requiredText(60),
  /** The search part of the page's address, without its question mark. */
  query: z.string().max(2_000, 'This address is too long to keep.'),
});
export type SaveViewInput = z.infer<typeof saveViewInput>;

const savedViewDto = z.object({ id: idText, name: z.string(), query: z.string() });
export type SavedViewDto = z.infer<typeof savedViewDto>;
