import { addDays, type CalendarDate, dayIn } from '@/lib/core/calendar-date';
import { serverOf, startBenchApp } from '../machine/app';
import { forgetPeak, memoryOf } from '../machine/process-memory';
import { absolute, atMost } from '../measure/statistics';
import type { Bench, Line } from '../types';
import { download } from './download';
import type { Seat } from './seats';

/** Lines above the figures: what they are, of when, in which unit, and the labels. */
const MOST_HEAD_LINES = 20;

/** A file of so many rows first: garbage is collected late, so the heap of a fresh process grows for some seconds whatever it does. */
const FEWER_ROWS = 1_000_000;

/** A receiver on a thin line: a part every 50 ms. */
const SLOW = { pauseMs: 50, forMs: 20_000 };

function rowsText(rows: number): string {
  return rows >= 1_000_000 ? `${(rows / 1_000_000).toFixed(rows % 1_000_000 === 0 ? 0 : 1)} M rows` : `${rows} rows`;
}

/**
 * The largest file that can be asked for: every day of every account as CSV. The process may not grow with it, whether the
 * receiver is fast or slow.
 */
export async function measureExport(
  { note }: Bench,
  url: string,
  input: { admin: Seat; accounts: number; days: number },
): Promise<Line[]> {
  const { admin, accounts, days } = input;
  const app = await startBenchApp(url);
  try {
    const pid = serverOf(app);
    const to = addDays(dayIn('Asia/Shanghai', new Date()), -1);
    const file = (from: CalendarDate) => ({
      url: `${app.url}/usage/export?by=account&from=${from}&to=${to}`,
      headers: admin.headers,
    });
    const few = Math.max(1, Math.round(Math.min(FEWER_ROWS / accounts, days / 2)));
    const rest = memoryOf(pid).now;
    await download(file(addDays(to, 1 - few)));
    const before = memoryOf(pid).peak;
    forgetPeak(pid);
    note(`a file of ${rowsText(accounts * days)}, taken slowly`);
    const slow = await download(file(addDays(to, 1 - days)), SLOW);
    const slowPeak = memoryOf(pid).peak;
    forgetPeak(pid);
    note('the same, as fast as it comes');
    const fast = await download(file(addDays(to, 1 - days)));
    const missing = accounts * days - fast.lines;
    if (missing > 0 || -missing > MOST_HEAD_LINES) throw new Error(`The file has ${fast.lines} lines.`);
    const what = `export of ${rowsText(accounts * days)}`;
    const line = {
      unit: 'MiB',
      against: `the peak of ${rowsText(accounts * few)}, ${Math.round(before)} MiB`,
      goal: atMost(60),
    };
    const own = { against: '–' };
    return [
      absolute({ ...line, what: `${what}: more at its peak` }, [memoryOf(pid).peak - before]),
      absolute({ ...line, what: `${what}, slow receiver: more at its peak` }, [slowPeak - before]),
      absolute({ unit: 'MiB', against: `${Math.round(rest)} MiB at rest`, what: `${what}: more at its peak` }, [
        memoryOf(pid).peak - rest,
      ]),
      absolute({ ...own, unit: 'rows/s', what }, [(fast.lines / fast.ms) * 1000]),
      absolute({ ...own, unit: 'MiB', what: `${what}: size` }, [fast.bytes / 2 ** 20]),
      absolute({ ...own, unit: 'MiB', what: `${what}, slow receiver: taken` }, [slow.bytes / 2 ** 20]),
    ];
  } finally {
    await app.stop();
  }
}
