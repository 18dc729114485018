import type { Context } from '@/lib/core/actor';
import { db, inTransaction } from '@/lib/infra/db';
import { type Firing, firingKey } from './claim-firing';

/** A firing that has made no order after this long never will by itself: its worker died. */
const ORDERING_MS = 120_000;

/** A firing's key is known for 30 days; well before that nothing is ordered under it any more. */
const GIVE_UP_MS = 20 * 86_400_000;

/** Writes down which order a firing made, also where the firing was given up in between. */
export async function linkFiring(firing: Firing, orderId: number): Promise<void> {
  const { ruleId, no } = firing;
  await inTransaction(async (tx) => {
    await tx.autoTopUpFiring.upsert({
      where: { ruleId_no: { ruleId, no } },
      create: { ...firing, orderId },
      update: { orderId, problem: null },
      select: { no: true },
    });
    await tx.autoTopUp.updateMany({ where: { id: ruleId, sequence: no }, data: { lastOrderId: orderId } });
  });
}

/** A firing that is over without an order: one of a threshold is forgotten, a day of a schedule stays served. */
export async function closeFiring({ ruleId, no, dueDay }: Firing, problem: string): Promise<void> {
  const open = { ruleId, no, orderId: null };
  if (dueDay === null) await db().autoTopUpFiring.deleteMany({ where: open });
  else await db().autoTopUpFiring.updateMany({ where: open, data: { problem } });
}

/**
 * Finds what became of firings that name no order: their key tells whether one was made. Gives the firing of a schedule
 * that is to be ordered again, under its own key, because its worker died or it could not be ordered then.
 */
export async function settleFirings(ctx: Context, ruleId: number): Promise<Firing | null> {
  const open = await db().autoTopUpFiring.findMany({ where: { ruleId, orderId: null, problem: null } });
  let again: Firing | null = null;
  for (const firing of open) {
    const key = await db().idempotencyKey.findUnique({
      where: { caller_key: { caller: firing.madeBy, key: firingKey(firing) } },
      select: { resourceId: true },
    });
    const age = ctx.now().getTime() - firing.at.getTime();
    if (key) await linkFiring(firing, key.resourceId);
    else if (firing.dueDay === null) {
      if (age >= ORDERING_MS) await closeFiring(firing, '');
    } else if (Math.abs(age) >= GIVE_UP_MS) await closeFiring(firing, 'It could not be ordered for 20 days.');
    else if (Math.abs(age) >= ORDERING_MS) again = firing;
  }
  return again;
}
