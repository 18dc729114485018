import { beforeAll, beforeEach } from 'vitest';
import { type Context, systemContext } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { drainSubmissions } from '@/lib/orders';
import { addPerson, useOrderWorld } from '@/lib/orders/testing/order-world';
import { listAutoTopUps, runAutoTopUps, setAutoTopUp } from '../index';
import type { AutoTopUpInput, AutoTopUpRuleDto } from '../schemas';

export const gb = (number: number) => BigInt(number) * 1_000_000n;

/** Looks at every rule, as the job does. */
export const run = () => runAutoTopUps(systemContext('auto-top-up'));

/** Every top-up that a rule has ordered, oldest first. */
export const automatic = () => db().order.findMany({ where: { note: 'Automatic top-up' }, orderBy: { id: 'asc' } });

export const audits = (action: string) => db().auditEvent.findMany({ where: { action }, orderBy: { id: 'desc' } });

/** Everything that was ordered happened a while ago, so that the pause after a top-up is over; the day stays the same. */
export async function pauseIsOver(): Promise<void> {
  await drainSubmissions();
  await db()
    .$executeRaw`UPDATE "order" SET created_at = created_at - interval '20 minutes', settled_at = settled_at - interval '20 minutes'`;
}

/** Call it at the top of a test file: a world of orders with a seller, without rules and with 3 GB left when a test begins. */
export function useRuleWorld() {
  const world = useOrderWorld();
  let seller: Context;

  /** What is left as if it had been read `minutes` ago. */
  const left = (gigabytes: number, minutes = 0) =>
    db().upstreamAccount.update({
      where: { id: world.accountId },
      data: {
        residual: BigInt(gigabytes) * 1024n * 1_000_000n,
        residualAsOf: new Date(Date.now() - minutes * 60_000),
        lastAskedAt: null,
      },
    });

  beforeAll(async () => {
    seller = await addPerson('agent', world.agentId);
  });
  beforeEach(async () => {
    await pauseIsOver();
    await db().autoTopUpFiring.deleteMany();
    await db().autoTopUp.deleteMany();
    await left(3);
  });

  return {
    world,
    left,
    seller: () => seller,
    set(change: Partial<AutoTopUpInput> = {}, ctx = seller) {
      const input = { thresholdGb: gb(5), amountGb: gb(2), dailyCapGb: gb(4), monthlyCapGb: gb(1000) };
      return setAutoTopUp(ctx, { accountId: world.accountId, ...input, ...change });
    },
    /** The account's rule as its seller sees it. */
    async rule(): Promise<AutoTopUpRuleDto> {
      const [dto] = await listAutoTopUps(seller, { customerId: world.customerId });
      if (!dto?.rule) throw new Error('there is no rule');
      return dto.rule;
    },
  };
}
