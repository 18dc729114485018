import type { Client } from 'pg';
import type { Sandbox } from '../machine/sandbox';
import { absolute, atMost } from '../measure/statistics';
import type { Line } from '../types';
import { connectTo, sync } from './sync-path';
import { emptyUsage } from './write-step';

export const MANY_ACCOUNTS = 50_000;
/** More rounds would only take longer: they differ little. */
const MOST_ROUNDS = 3;
const GOAL_SECONDS = 60;

/** What a large installation waits for each day: a whole sync of one day, of accounts that are known and of accounts that are new. */
export async function measureOneDay(
  client: Client,
  sandbox: Sandbox,
  input: { accounts: number; repeat: number },
): Promise<Line[]> {
  const { accounts } = input;
  // One day more than is read: on the first of them every customer is topped up, which no ordinary day has.
  await sandbox.control('seed', 'POST', { provider: 'ipweb', customers: accounts, days: 3 });
  const first: number[] = [];
  const daily: number[] = [];
  for (let round = 0; round < Math.min(MOST_ROUNDS, input.repeat); round++) {
    await emptyUsage(client);
    const connectionId = await connectTo(sandbox, `Day ${round}`);
    for (const [daysAgo, seconds] of [
      [2, first],
      [1, daily],
    ] as const) {
      const { ms, changed } = await sync(client, connectionId, { daysAgo, days: 1 });
      if (changed !== accounts) throw new Error(`Of ${accounts} new rows ${changed} were stored.`);
      seconds.push(ms / 1000);
    }
  }
  const line = { unit: 's', against: '–', goal: atMost(GOAL_SECONDS) };
  const many = accounts.toLocaleString('en-US');
  return [
    absolute({ ...line, what: `whole sync of a day of ${many} accounts` }, daily),
    absolute({ ...line, what: `whole sync of a day of ${many} accounts, all of them new` }, first),
  ];
}
