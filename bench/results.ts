import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../bin/install.mjs';
import { table } from './measure/table';
import { writeReadme } from './readme';
import { type Line, lineSchema, type Options, optionsSchema } from './types';

const folder = join(root, 'bench', 'results');
const path = join(folder, 'latest.json');

const resultSchema = z.object({
  startedAt: z.string(),
  finishedAt: z.string(),
  options: optionsSchema,
  machine: z.object({
    cpu: z.string(),
    cores: z.number(),
    memoryGiB: z.number(),
    node: z.string(),
    /** Of the last minute, at the end of the suite. */
    loadAverage: z.number(),
  }),
  lines: lineSchema.array(),
});
type Result = z.infer<typeof resultSchema>;

/** What the figures depend on besides us. */
function machine(): Result['machine'] {
  const processors = cpus();
  return {
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadAverage: loadavg()[0] ?? 0,
  };
}

/** The same for people: each suite's goals, then its other figures. */
function asMarkdown(results: Record<string, Result>): string {
  const parts = Object.entries(results).map(([suite, { finishedAt, options, machine: on, lines }]) => {
    const load = on.loadAverage.toFixed(1);
    const when = `${finishedAt.slice(0, 16).replace('T', ' ')} UTC, ${on.cores} cores, load average ${load}`;
    return `## ${suite}\n\n${when}; \`--rows ${options.rows} --repeat ${options.repeat}\`\n\n${table(lines)}\n`;
  });
  return `# The newest figures of \`npm run bench\`\n\nWritten by it; explained in docs/performance.md.\n\n${parts.join('\n')}`;
}

/** Replaces one suite's figures in bench/results; those of suites that did not run stay, with their own date. */
export function writeResults(
  suite: string,
  { startedAt, options, lines }: { startedAt: Date; options: Options; lines: Line[] },
): void {
  const before = existsSync(path)
    ? z.record(z.string(), resultSchema).parse(JSON.parse(readFileSync(path, 'utf8')))
    : {};
  const times = { startedAt: startedAt.toISOString(), finishedAt: new Date().toISOString() };
  const results = { ...before, [suite]: { ...times, options, machine: machine(), lines } };
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(join(folder, 'latest.md'), asMarkdown(results));
  writeReadme(
    Object.entries(results).map(([name, { finishedAt, machine: on, lines: measured }]) => ({
      suite: name,
      day: finishedAt.slice(0, 10),
      loadAverage: on.loadAverage,
      lines: measured,
    })),
  );
}
