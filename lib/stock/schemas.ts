import { z } from 'zod';
import { dayText, idText, instantText } from '@/lib/core/wire';

/** Bytes of a whole connection: beyond 2^53 (9 PB) the nearest number that JSON has. */
const byteCount = z.number();

const expiringDto = z.object({ expiresAt: instantText, bytes: byteCount });

export const stockDto = z.object({
  connectionId: idText,
  connectionName: z.string(),
  /** The provider's pool that customers' traffic comes from; null where it states none. */
  pool: z.string().nullable(),
  byteBase: z.union([z.literal(1000), z.literal(1024)]),
  /** What the provider says is left, and when it said so. */
  residualBytes: byteCount.nullable(),
  residualAsOf: instantText.nullable(),
  /** Sold and not used yet: what accounts of customers have left, never below zero each. */
  unusedBytes: byteCount.nullable(),
  unusedAsOf: instantText.nullable(),
  accounts: z.number().int(),
  /** What can still be sold: `residual - unused`; below zero where more was sold than is there. */
  sellableBytes: byteCount.nullable(),
  /** Mean use of a day over the last settled provider days (at most 7). */
  burn: z.object({ bytesPerDay: byteCount, days: z.number().int(), from: dayText, to: dayText }).nullable(),
  /** How long the residual lasts at that pace, in days at one decimal. */
  daysOfCover: z.number().nullable(),
  /** Blocks that expire within 30 days, soonest first. */
  expiring: z.array(expiringDto),
  state: z.enum(['ok', 'short', 'low', 'unknown']),
});
export type StockDto = z.infer<typeof stockDto>;
