import type { Client } from 'pg';
import { type UsageDayRow, writeUsagePage } from '@/lib/usage';
import { emptyRawTables, writeRaw } from '../limits/raw-ingest';
import { timed } from '../measure/in-turn';
import { absolute, atLeast, atMost, compare } from '../measure/statistics';
import type { Line } from '../types';

/** A page of IPWeb's report. */
export const PAGE_ROWS = 2_000;

type Pass = { rate: number; walPerRow: number; changed: number };
type Step = 'first' | 'unchanged' | 'changed' | 'restated';
type Figures = Record<Step, { ours: Pass[]; raw: Pass[] }>;

async function walBytes(client: Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(`SELECT pg_current_wal_insert_lsn() - '0/0' AS bytes`);
  return Number(rows[0]?.bytes);
}

async function pass(client: Client, count: number, write: () => Promise<number>): Promise<Pass> {
  const before = await walBytes(client);
  let changed = 0;
  const ms = await timed(async () => {
    changed = await write();
  });
  return { rate: (count / ms) * 1000, walPerRow: ((await walBytes(client)) - before) / count, changed };
}

/** Before any day: no day is settled yet, as when a sync finds that recent days have changed. */
const NOTHING_SETTLED = '2000-01-01';
/** After any day. */
const ALL_SETTLED = '2100-01-01';

async function writeOurs(connectionId: number, rows: readonly UsageDayRow[], settledUpTo: string): Promise<number> {
  let changed = 0;
  for (let start = 0; start < rows.length; start += PAGE_ROWS) {
    const page = rows.slice(start, start + PAGE_ROWS);
    changed += (await writeUsagePage(undefined, { connectionId, readAt: new Date(), settledUpTo, rows: page })).changed;
  }
  return changed;
}

/** Empties every table that a sync writes usage to. */
export async function emptyUsage(client: Client): Promise<void> {
  await client.query(`TRUNCATE usage_day, usage_restatement, usage_by_connection, usage_by_agent, usage_by_customer,
    usage_version, usage_ranking, usage_coverage`);
}

/**
 * Both sides write the same rows into empty tables; then again unchanged (twice, as the first reading sets hint bits); then all
 * changed while they may still change; and then all changed once more although they were settled.
 */
export async function measureWriteStep(
  client: Client,
  input: { connectionId: number; rows: UsageDayRow[]; others: UsageDayRow[]; repeat: number },
): Promise<Line[]> {
  const { connectionId, rows, others, repeat } = input;
  const figures: Figures = {
    first: { ours: [], raw: [] },
    unchanged: { ours: [], raw: [] },
    changed: { ours: [], raw: [] },
    restated: { ours: [], raw: [] },
  };
  const ways = {
    ours: (given: UsageDayRow[], settledUpTo: string) => writeOurs(connectionId, given, settledUpTo),
    raw: (given: UsageDayRow[]) => writeRaw(client, given, PAGE_ROWS).then(() => 0),
  };
  for (let round = -1; round < repeat; round++) {
    await emptyUsage(client);
    await emptyRawTables(client);
    const names = round % 2 === 0 ? (['ours', 'raw'] as const) : (['raw', 'ours'] as const);
    for (const [step, given] of [
      ['first', rows],
      ['unchanged', rows],
      ['changed', others],
      ['restated', rows],
    ] as const) {
      // The last step changes settled days, and each of them leaves a restatement.
      if (step === 'restated') await client.query('UPDATE usage_day SET settled = true');
      const settledUpTo = step === 'restated' ? ALL_SETTLED : NOTHING_SETTLED;
      if (step === 'unchanged') for (const name of names) await ways[name](given, settledUpTo);
      for (const name of names) {
        const result = await pass(client, given.length, () => ways[name](given, settledUpTo));
        if (round >= 0) figures[step][name].push(result);
      }
    }
  }
  return linesOf(figures);
}

function linesOf({ first, unchanged, changed, restated }: Figures): Line[] {
  const rates = (passes: Pass[]) => passes.map(({ rate }) => rate);
  const against = 'raw upsert with roll-up';
  const line = { unit: 'rows/s', against };
  const none = { against: '–' };
  return [
    compare({ ...line, what: 'write step, first time', goal: atLeast(0.8) }, rates(first.ours), rates(first.raw)),
    compare({ ...line, what: 'write step, all changed', goal: atLeast(0.8) }, rates(changed.ours), rates(changed.raw)),
    compare({ ...line, what: 'write step, every settled day restated' }, rates(restated.ours), rates(restated.raw)),
    compare({ ...line, what: 'write step, nothing changed' }, rates(unchanged.ours), rates(unchanged.raw)),
    compare(
      { unit: 'rows/s', what: 'write step, nothing changed', against: 'its own first time', goal: atLeast(1.2) },
      rates(unchanged.ours),
      rates(first.ours),
    ),
    absolute(
      { ...none, unit: 'rows', what: 'rows written, nothing changed', goal: atMost(0) },
      unchanged.ours.map((one) => one.changed),
    ),
    absolute(
      { ...none, unit: 'B', what: 'WAL a row, nothing changed', goal: atMost(1) },
      unchanged.ours.map((one) => one.walPerRow),
    ),
    compare(
      { unit: 'B', what: 'WAL a row, first time', against },
      first.ours.map((one) => one.walPerRow),
      first.raw.map((one) => one.walPerRow),
    ),
  ];
}
