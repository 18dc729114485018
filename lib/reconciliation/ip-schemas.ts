import { z } from 'zod';
import { filterIdSchema, pagingSchema } from '@/lib/core/paging';
import { idText, instantText } from '@/lib/core/wire';

export const ipStateSchema = z.enum(['active', 'expiring', 'expired']);
export type IpState = z.infer<typeof ipStateSchema>;

export const ipQuery = pagingSchema.extend({
  connectionId: filterIdSchema.optional(),
  /** Part of an address. */
  q: z.string().max(60).optional(),
  /** `expiring`: ends within seven days; `active` includes those. */
  state: ipStateSchema.optional(),
});
export type IpQuery = z.infer<typeof ipQuery>;

/** An IP that a provider's order list tells of. */
const heldIpDto = z.object({
  ip: z.string(),
  connectionId: idText,
  product: z.enum(['isp', 'static']),
  region: z.string().nullable(),
  poolTag: z.string().nullable(),
  /** The term of the latest order for it. */
  duration: z.enum(['week', 'month', 'quarter']).nullable(),
  openedAt: instantText,
  /** Null where the provider's list does not say. */
  expiresAt: instantText.nullable(),
  customerId: idText.nullable(),
  customerName: z.string().nullable(),
  /** Our latest order for it. */
  orderId: idText.nullable(),
});
export type HeldIpDto = z.infer<typeof heldIpDto>;
