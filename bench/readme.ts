import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bin/install.mjs';
import type { Line } from './types';

const path = join(root, 'README.md');
const BEGIN = '<!-- figures of npm run bench, written by it -->';
const END = '<!-- end of the figures -->';

/** Lines shown for each suite: those that are nearest to missing their goal. */
const SHOWN = 3;

type SuiteSummary = { suite: string; day: string; loadAverage: number; lines: readonly Line[] };

/** How much of its goal a line misses: above 1 it is not met. */
function strain({ goal, ratio, ours }: Line): number {
  if (goal === null) return 0;
  const value = ratio?.median ?? ours.median;
  if (goal.direction === 'at_least') return goal.value / value;
  return goal.value === 0 ? (value === 0 ? 0 : Number.POSITIVE_INFINITY) : value / goal.value;
}

function figure(value: number): string {
  return String(Number(value.toPrecision(2)));
}

/** For each suite how many goals are met, and the lines that are nearest to missing theirs, or do. */
function readmeTable(suites: readonly SuiteSummary[]): string {
  const rows = suites.flatMap(({ suite, day, loadAverage, lines }) => {
    const goals = lines.filter(({ goal }) => goal !== null).sort((a, b) => strain(b) - strain(a));
    const met = goals.filter((line) => line.met).length;
    const head = `| **${suite}** | ${met} of ${goals.length} goals met | ${day}, load ${figure(loadAverage)} |`;
    const worst = goals.slice(0, SHOWN).map((line) => {
      const sign = line.goal?.direction === 'at_least' ? 'at least' : 'at most';
      const value = figure(line.ratio?.median ?? line.ours.median);
      return `| ${line.what} | ${value}, goal ${sign} ${line.goal?.value}${line.met ? '' : ' (missed)'} | ${line.ratio === null ? line.unit : `× ${line.against}`} |`;
    });
    return [head, ...worst];
  });
  return ['| what | figure | |', '|---|---|---|', ...rows].join('\n');
}

/** Puts the table between its marks in the README; without marks nothing is changed. */
export function writeReadme(suites: readonly SuiteSummary[]): void {
  if (!existsSync(path)) return;
  const text = readFileSync(path, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) return;
  writeFileSync(path, `${text.slice(0, begin)}${BEGIN}\n\n${readmeTable(suites)}\n\n${text.slice(end)}`);
}
