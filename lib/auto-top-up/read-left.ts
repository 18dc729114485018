import type { Context } from '@/lib/core/actor';
import { GB_SCALE, TRAFFIC_ASSET_NAMES, TRAFFIC_ASSETS } from '@/lib/core/assets';
import { AppError } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { refreshAccount } from '@/lib/sync';

/** A residual is believed this long. */
const FRESH_MS = 30 * 60_000;

export type Left = { isBelow: boolean; isFresh: boolean };

/** How many more accounts this round may read anew. */
export type Reads = { left: number };

/** Whether the account is below the threshold (GB at 6 decimals) as it was last read; null when nothing is known. */
export async function readLeft(ctx: Context, accountId: number, thresholdGb: bigint): Promise<Left | null> {
  const account = await db().upstreamAccount.findUniqueOrThrow({
    where: { id: accountId },
    select: { residual: true, residualAsOf: true, connection: { select: { usageAsset: true } } },
  });
  const asset = TRAFFIC_ASSET_NAMES.find((name) => name === account.connection.usageAsset);
  if (account.residual === null || account.residualAsOf === null || asset === undefined) return null;
  // A reading from before a top-up says nothing about what is left after it.
  const last = await db().order.aggregate({ where: { accountId, status: 'succeeded' }, _max: { settledAt: true } });
  const { scale, unitsPerGb } = TRAFFIC_ASSETS[asset];
  const asOf = account.residualAsOf.getTime();
  return {
    isBelow: account.residual * 10n ** BigInt(GB_SCALE) < thresholdGb * unitsPerGb * 10n ** BigInt(scale),
    isFresh: asOf > ctx.now().getTime() - FRESH_MS && asOf >= (last._max.settledAt?.getTime() ?? 0),
  };
}

/** The same, read at the provider first where the last reading is too old. Says why where that was not possible. */
export async function readFresh(
  ctx: Context,
  accountId: number,
  thresholdGb: bigint,
  reads: Reads,
): Promise<Left | { waitFor: string }> {
  const known = await readLeft(ctx, accountId, thresholdGb);
  if (known?.isFresh) return known;
  if (reads.left <= 0) return { waitFor: 'It waits for its turn to be read.' };
  reads.left -= 1;
  try {
    await refreshAccount(ctx, { accountId });
  } catch (error) {
    if (error instanceof AppError) return { waitFor: `What is left could not be read: ${error.message}` };
    throw error;
  }
  const left = await readLeft(ctx, accountId, thresholdGb);
  return left?.isFresh ? left : { waitFor: 'The provider does not tell how much is left.' };
}
