import { inTurn } from '../measure/in-turn';
import { atMost, compare, goalsFirst } from '../measure/statistics';
import { ROUND_TRIP, rollUpRead } from '../queries/limits';
import { Reader } from '../queries/reader';
import type { Line, Suite } from '../types';

/** Reads in one measurement; its value is their median. */
const READS = 15;

function count(rows: number): string {
  return rows >= 1_000_000 ? `${rows / 1_000_000} M rows` : `${rows / 1_000} k rows`;
}

/** Growth of one operation from the smaller to the larger database, and what it costs beside the limits. */
async function measure(
  name: string,
  { small, large, repeat, sizes }: { small: Reader; large: Reader; repeat: number; sizes: [string, string] },
): Promise<Line[]> {
  const days = /, (\d+) days$/.exec(name)?.[1];
  const limit = days === undefined ? ROUND_TRIP : rollUpRead(Number(days));
  const values = await inTurn(repeat, {
    small: () => small.time(name, READS),
    large: () => large.time(name, READS),
    limit: () => large.time(limit, READS),
  });
  const growth = { what: `${name}, ${sizes[1]}`, against: sizes[0], unit: 'ms', goal: atMost(1.3) };
  return [
    compare(growth, values.large, values.small),
    compare({ what: `${name}, ${sizes[1]}`, against: limit, unit: 'ms' }, values.large, values.limit),
  ];
}

/** No chart's or list's cost may grow with history. */
export const queries: Suite = async ({ database, note, options }) => {
  const { rows, repeat } = options;
  const fewer = Math.min(1_000_000, rows / 10);
  const days = fewer >= 1_000_000 ? 1_000 : 400;
  // An agent has 250 customers in synthetic data.
  const top = Math.min(4, Math.ceil(fewer / days / 250));
  // As many orders as the larger database has in three days (one for each account every 25 days), but no more than the smaller one has.
  const compared = Math.min(Math.round((rows / days / 25) * 3), Math.floor(fewer / 25));
  const small = new Reader(await database('small'), { top, compared });
  const large = new Reader(await database('large'), { top, compared });
  for (const [reader, size] of [
    [small, fewer],
    [large, rows],
  ] as const) {
    note(`loading ${count(size)}`);
    await reader.load(Math.max(1, Math.round(size / days)), days);
  }
  const limits = [ROUND_TRIP, rollUpRead(30), rollUpRead(365)];
  const lines: Line[] = [];
  for (const name of await large.names()) {
    if (limits.includes(name)) continue;
    note(name);
    lines.push(...(await measure(name, { small, large, repeat, sizes: [count(fewer), count(rows)] })));
  }
  small.close();
  large.close();
  return goalsFirst(lines);
};
