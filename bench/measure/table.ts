import type { Goal, Line, Stat } from '../types';

/** Three significant digits, without an exponent. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

function withSpread(stat: Stat | null, unit: string): string {
  if (stat === null) return '–';
  const spread = stat.min === stat.max ? '' : ` (${figure(stat.min)} to ${figure(stat.max)})`;
  return `${figure(stat.median)}${unit === '' ? '' : ` ${unit}`}${spread}`;
}

function goalText(goal: Goal | null): string {
  if (goal === null) return '–';
  const sign = goal.direction === 'at_least' ? '>=' : '<=';
  return `${sign} ${figure(goal.value)}${goal.aim === undefined ? '' : `, aim ${figure(goal.aim)}`}`;
}

function metText(met: boolean | null): string {
  return met === null ? '–' : met ? 'met' : 'NOT MET';
}

/** A Markdown table, a line each; readable in a terminal and in the documents. */
export function table(lines: readonly Line[]): string {
  const rows = [
    ['what', 'against', 'ours', 'limit', 'ratio', 'goal', ''],
    ...lines.map((line) => [
      line.what,
      line.against,
      withSpread(line.ours, line.unit),
      withSpread(line.limit, line.unit),
      withSpread(line.ratio, ''),
      goalText(line.goal),
      metText(line.met),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const text = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  const [head = [], ...body] = rows;
  return [text(head), rule, ...body.map(text)].join('\n');
}
