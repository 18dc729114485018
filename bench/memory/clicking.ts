import { setTimeout as pause } from 'node:timers/promises';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { startBareNext } from '../limits/bare-next/server';
import { serverOf, startBenchApp } from '../machine/app';
import { memoryOf } from '../machine/process-memory';
import type { Target } from '../measure/http-load';
import { absolute, atMost, compare } from '../measure/statistics';
import type { Bench, Line } from '../types';
import { click, clicksOf } from './crowd';
import type { Seat } from './seats';

/** This long after the last answer a server has given back what it does not keep. */
const SETTLE_MS = 5_000;

type Side = { pid: number; clicks: (round: number) => Target[]; rest: number; settled: number[] };

/** As many requests to the bare server: every fifth reads a roll-up, the others the page. */
function bareClicks(url: string, count: number): Target[] {
  const to = addDays(dayIn('Asia/Shanghai', new Date()), -1);
  const data = `${url}/api/roll-up?from=${addDays(to, -29)}&to=${to}&series=1`;
  return Array.from({ length: count }, (_, index) => ({ url: index % 5 === 0 ? data : `${url}/chart` }));
}

async function settled(pid: number): Promise<number> {
  await pause(SETTLE_MS);
  return memoryOf(pid).now;
}

/** Every seat looks at five pages, again and again; the bare server answers as many requests, in turn. */
export async function measureClicking({ note, options }: Bench, url: string, seats: readonly Seat[]): Promise<Line[]> {
  const app = await startBenchApp(url);
  const bare = await startBareNext(url);
  try {
    const side = async (pid: number, clicks: Side['clicks']): Promise<Side> => ({
      pid,
      clicks,
      rest: await settled(pid),
      settled: [],
    });
    const ours = await side(serverOf(app), (round) => clicksOf(app.url, seats, round));
    const theirs = await side(bare.pid, (round) => bareClicks(bare.url, clicksOf('', seats, round).length));
    for (let round = 0; round < options.repeat; round++) {
      for (const one of round % 2 === 0 ? [ours, theirs] : [theirs, ours]) {
        await click(one.clicks(round));
        one.settled.push(await settled(one.pid));
      }
      note(
        `round ${round + 1}: ${Math.round(ours.settled[round] ?? 0)} MiB, bare ${Math.round(theirs.settled[round] ?? 0)} MiB`,
      );
    }
    return linesOf(ours, theirs, { people: seats.length, requests: options.repeat * ours.clicks(0).length });
  } finally {
    await bare.stop();
    await app.stop();
  }
}

function linesOf(ours: Side, theirs: Side, { people, requests }: { people: number; requests: number }): Line[] {
  const crowd = `${people} agents, ${requests} pages`;
  const line = { unit: 'MiB', against: 'bare Next server, as many requests' };
  const halfway = Math.floor((ours.settled.length - 1) / 2);
  return [
    compare(
      { ...line, what: `app, ${crowd}: peak`, goal: atMost(2) },
      [memoryOf(ours.pid).peak],
      [memoryOf(theirs.pid).peak],
    ),
    absolute(
      { unit: 'MiB', against: '–', what: `app, ${crowd}: more after the last round than halfway`, goal: atMost(60) },
      [(ours.settled.at(-1) ?? 0) - (ours.settled[halfway] ?? 0)],
    ),
    compare({ ...line, what: `app, ${crowd}: after each round` }, ours.settled, theirs.settled),
    compare({ unit: 'MiB', against: 'bare Next server at rest', what: 'app at rest' }, [ours.rest], [theirs.rest]),
  ];
}
