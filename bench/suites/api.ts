import { createApiKey } from '@/lib/auth';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { loadSynthetic } from '@/lib/demo';
import { startBareNext } from '../limits/bare-next/server';
import { startBenchApp } from '../machine/app';
import { connect } from '../machine/database';
import { ctx, enterInstallation, leaveInstallation } from '../machine/installation';
import { type Latency, latency, type Target, throughput } from '../measure/http-load';
import { inTurn } from '../measure/in-turn';
import { atMost, compare, goalsFirst } from '../measure/statistics';
import type { Line, Suite } from '../types';

const DAYS = 400;
/** Requests of one client in one repetition: enough that the p95 is not simply the slowest of them. */
const REQUESTS = 60;

/** Requests to either side that are not counted: until then Node runs code that it has not compiled yet, and ours is more. */
const WARM_UP = 300;

/** API keys that take turns, since each may make 6,000 requests a minute. */
const KEYS = 40;

async function bearer(): Promise<() => Record<string, string>> {
  const keys: string[] = [];
  for (let n = 0; n < KEYS; n++) keys.push((await createApiKey(ctx, { name: `bench ${n}`, role: 'admin' })).key);
  let turn = 0;
  return () => {
    turn = (turn + 1) % KEYS;
    return { authorization: `Bearer ${keys[turn]}` };
  };
}

type Case = { what: string; against: string; ours: Target; limit: Target; goal: boolean };

async function measure({ what, against, ours, limit, goal }: Case, repeat: number): Promise<Line[]> {
  for (const target of [ours, limit]) await latency(target, WARM_UP);
  const ms = await inTurn(repeat, { ours: () => latency(ours, REQUESTS), limit: () => latency(limit, REQUESTS) });
  const rate = await inTurn(repeat, { ours: () => throughput(ours, 200), limit: () => throughput(limit, 200) });
  const p50 = { what: `${what}, p50`, against, unit: 'ms' };
  const of = (name: keyof Latency) => [ms.ours.map((one) => one[name]), ms.limit.map((one) => one[name])] as const;
  return [
    compare(goal ? { ...p50, goal: atMost(1.5) } : p50, ...of('p50')),
    compare({ what: `${what}, p95`, against, unit: 'ms' }, ...of('p95')),
    compare({ what: `${what}, ten clients`, against, unit: 'requests/s' }, rate.ours, rate.limit),
  ];
}

function usageCases(app: string, bare: string, headers: Target['headers'], agents: number): Case[] {
  const to = addDays(dayIn('Asia/Shanghai', new Date()), -1);
  // Nine groups and the row of all others, so that the limit reads as many roll-up rows a day as we answer with.
  const top = Math.max(1, Math.min(10, agents) - 1);
  const queries = [
    '',
    '&groupBy=connection',
    ...['agent', 'customer', 'account'].map((of) => `&groupBy=${of}&top=${top}`),
  ];
  return [30, 365].flatMap((days) =>
    queries.map((query) => {
      const range = `from=${addDays(to, 1 - days)}&to=${to}`;
      const series = query.includes('top') ? top + 1 : 1;
      return {
        what: `GET /usage/daily ${days} days${query}`,
        against: `bare Next route + one roll-up read, ${series * days} rows`,
        ours: { url: `${app}/api/v1/usage/daily?${range}${query}`, ...(headers ? { headers } : {}) },
        limit: { url: `${bare}/api/roll-up?${range}&series=${series}` },
        goal: true,
      };
    }),
  );
}

/** What a chart or a list costs over HTTP, beside a bare Next route that does as little as one can. */
export const api: Suite = async ({ database, note, options }) => {
  const url = await database('app');
  enterInstallation(url);
  const customers = Math.max(1, Math.round(options.rows / DAYS));
  note(`loading ${customers * DAYS} rows`);
  const { agents } = await loadSynthetic(ctx, { customers, days: DAYS });
  const client = await connect(url);
  await client.query('VACUUM (ANALYZE)');
  await client.end();
  const headers = await bearer();
  await leaveInstallation();
  note('building and starting the app and a bare one');
  const app = await startBenchApp(url);
  const bare = await startBareNext(url);
  try {
    const lists = ['customers', 'orders'].map((of) => ({
      what: `GET /${of}, 50 rows`,
      against: 'bare Next route, static JSON',
      ours: { url: `${app.url}/api/v1/${of}`, headers },
      limit: { url: `${bare.url}/api/static` },
      goal: false,
    }));
    const lines: Line[] = [];
    for (const one of [...usageCases(app.url, bare.url, headers, agents), ...lists]) {
      note(one.what);
      lines.push(...(await measure(one, options.repeat)));
    }
    return goalsFirst(lines);
  } finally {
    await bare.stop();
    await app.stop();
  }
};
