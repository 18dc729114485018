import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { env } from '@/lib/infra/env';
import { root } from './install.mjs';

// A process of its own, so that nothing of the app (pools, timers) stays behind in the supervisor.
async function main(): Promise<void> {
  if (!existsSync(join(root, 'lib', 'setup'))) return;
  const setup: { ensureFirstStart: (input: { env: ReturnType<typeof env> }) => Promise<unknown> } = await import(
    String('@/lib/setup')
  );
  process.send?.({ type: 'set-up', result: await setup.ensureFirstStart({ env: env() }) });
}

process.on('disconnect', () => process.exit(1));
main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
