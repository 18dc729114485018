import { z } from 'zod';
import { providerSchema } from '@/lib/connections/schemas';
import { byteCount, idText, instantText, requiredText } from '@/lib/core/wire';
import { orderStatusSchema, orderTypeSchema } from '@/lib/orders/schemas';

/** An account whose residual does not last three days at the pace of its last final days. */
const dryAccountDto = z.object({
  accountId: idText,
  accountName: z.string(),
  customerId: idText,
  customerName: z.string(),
  provider: providerSchema,
  byteBase: z.union([z.literal(1000), z.literal(1024)]),
  residualBytes: byteCount,
  residualAsOf: instantText.nullable(),
  daysLeft: z.number(),
});
export type DryAccountDto = z.infer<typeof dryAccountDto>;

/** A connection whose provider does not answer as it should, as everybody may know it. */
const outageDto = z.object({
  connectionId: idText,
  name: z.string(),
  status: z.enum(['failing', 'unauthorized']),
  since: instantText,
  lastSyncedAt: instantText.nullable(),
});
export type OutageDto = z.infer<typeof outageDto>;

/** A connection that figures come from. */
const sourceDto = z.object({
  connectionId: idText,
  name: z.string(),
  timeZone: z.string(),
  byteBase: z.union([z.literal(1000), z.literal(1024)]),
  /** False until it was read for the first time: it has no figures that could be missing. */
  read: z.boolean(),
});
export type SourceDto = z.infer<typeof sourceDto>;

/** Where figures over several connections come from, whose days and which kilobytes they are told in. */
const sourcesDto = z.object({
  data: z.array(sourceDto),
  zones: z.array(z.string()),
  /** Today where the day begins first, so that no range ends too early. */
  today: z.string(),
  byteBase: z.union([z.literal(1000), z.literal(1024)]),
});
export type SourcesDto = z.infer<typeof sourcesDto>;

export const searchQuery = z.object({ q: requiredText(200) });
export type SearchQuery = z.infer<typeof searchQuery>;

/** What a search over everything found; `more`: there are further customers. */
export const foundDto = z.object({
  customers: z.array(
    z.object({
      id: idText,
      name: z.string(),
      email: z.string().nullable(),
      agentName: z.string().nullable(),
      residualBytes: byteCount.nullable(),
      residualAsOf: instantText.nullable(),
      daysLeft: z.number().nullable(),
    }),
  ),
  orders: z.array(
    z.object({ id: idText, type: orderTypeSchema, status: orderStatusSchema, customerName: z.string().nullable() }),
  ),
  more: z.boolean(),
});
export type FoundDto = z.infer<typeof foundDto>;
