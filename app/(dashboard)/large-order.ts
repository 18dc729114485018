import 'server-only';
import { requireFresh } from '@/lib/auth';
import { isLargeOrder, isLargeTopUp } from '@/lib/billing';
import type { Context } from '@/lib/core/actor';

/**
 * A person who orders much in a form proves again who sits there, if that was long ago. Never asked of programs. Throws
 * `confirmation_needed`.
 */
export async function confirmLargeTopUp(ctx: Context, order: { accountId: number; amountGb: bigint }): Promise<void> {
  if (await isLargeTopUp(ctx, order)) await requireFresh(ctx);
}

/** The same for what has a size in GB (6 decimals) or a price. */
export async function confirmLarge(ctx: Context, order: Parameters<typeof isLargeOrder>[0]): Promise<void> {
  if (await isLargeOrder(order)) await requireFresh(ctx);
}
