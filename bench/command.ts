import { parseArgs } from 'node:util';
import { isSuiteName, type SuiteName, suiteNames } from './suites';
import type { Options } from './types';

export const usage = `npm run bench [-- SUITE...] [--rows N] [--minutes N] [--repeat N]
  SUITE      ${suiteNames.join(', ')} (all)
  --rows     usage rows of the larger database (1000000)
  --minutes  how long orders run while faults are injected and processes killed (0: not at all)
  --repeat   repetitions of each measurement (7)`;

export type Command = { suites: SuiteName[]; options: Options };

function whole(text: string, min: number, max: number): number | null {
  const value = Number(text);
  return /^\d{1,10}$/.test(text) && value >= min && value <= max ? value : null;
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  return parseArgs({ args, allowPositionals: true, options: { rows: text, minutes: text, repeat: text } });
}

/** What the command line asks for; null where it is wrong. */
export function readCommand(args: string[]): Command | null {
  let given: ReturnType<typeof parse>;
  try {
    given = parse(args);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
  const rows = whole(given.values.rows ?? '1000000', 10_000, 100_000_000);
  const minutes = whole(given.values.minutes ?? '0', 0, 1_440);
  const repeat = whole(given.values.repeat ?? '7', 1, 100);
  const suites = given.positionals.filter(isSuiteName);
  if (rows === null || minutes === null || repeat === null || suites.length < given.positionals.length) return null;
  return { suites, options: { rows, minutes, repeat } };
}
