import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createDatabase } from './machine/database';
import { isSuiteName, loadSuite } from './suites';
import { optionsSchema } from './types';

const taskSchema = z.object({
  suite: z.string().refine(isSuiteName),
  options: optionsSchema,
  serverUrl: z.string(),
  folder: z.string(),
});

/** One suite; its lines go to bench/main.ts, what it says on the way to the person who waits. */
async function main(): Promise<void> {
  const { suite: name, options, serverUrl, folder } = taskSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const suite = await loadSuite(name);
  const lines = await suite({
    options,
    database: (database) => createDatabase(serverUrl, `${name}_${database}`),
    folder: (below) => {
      const path = join(folder, below);
      mkdirSync(path, { recursive: true, mode: 0o711 });
      return path;
    },
    note: (line) => process.stderr.write(`  ${line}\n`),
  });
  await new Promise((resolve) => process.send?.(lines, resolve));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
