import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '../../e2e/fixtures/app';
import { startBenchApp } from '../machine/app';
import { absolute, atMost } from '../measure/statistics';
import type { Bench, Line } from '../types';
import { Buyer } from './buyer';
import { findDamage } from './damage';
import type { World } from './world';

/** What the apps get beyond the environment of other benchmarks. */
const APP = { GIGATILL_WORKER: 'inline' };
const KILL_EVERY_MS = 20_000;
/** Long enough for every order to be settled by itself: leases, back-off and the sweeper. */
const SETTLE_MS = 300_000;

/** Kills the apps in turn, as a power cut would, and starts each again. Returns how often. */
async function killInTurn(apps: readonly App[], until: number, note: Bench['note']): Promise<number> {
  let kills = 0;
  while (Date.now() + KILL_EVERY_MS < until) {
    await pause(KILL_EVERY_MS);
    const app = apps[kills % apps.length];
    await app?.kill('SIGKILL');
    kills += 1;
    note(`killed app ${((kills - 1) % apps.length) + 1}`);
    await app?.restart();
  }
  return kills;
}

/**
 * Runs two apps on one database while one in three provider calls fails, an app is killed every 20 seconds, and every client
 * repeats itself until it is answered. Afterwards the provider's books and ours must agree, order by order.
 */
export async function measureChaos(bench: Bench, world: World): Promise<Line[]> {
  const { minutes } = bench.options;
  const apps = [await startBenchApp(world.url, APP), await startBenchApp(world.url, APP)];
  try {
    bench.note(`${minutes} minutes of faults and kills`);
    const until = Date.now() + minutes * 60_000;
    const buyers = world.sellers.map((seller, index) => new Buyer(world, seller, apps, index));
    const [kills] = await Promise.all([
      killInTurn(apps, until, bench.note),
      ...buyers.map((buyer) => buyer.buy(until)),
    ]);
    await world.sandbox.control('faults', 'DELETE');
    bench.note('waiting until every order is settled');
    const damage = await findDamage(world, new Map(buyers.flatMap((buyer) => [...buyer.made])), Date.now() + SETTLE_MS);
    const faults = buyers.reduce((sum, buyer) => sum + buyer.faults, 0);
    const during = `${damage.orders} orders, ${faults} faults, ${kills} kills`;
    return Object.entries(damage.counts).map(([what, count]) =>
      absolute({ what: `orders ${what}`, against: during, unit: '', goal: atMost(0) }, [count]),
    );
  } finally {
    for (const app of apps) await app.stop();
  }
}
