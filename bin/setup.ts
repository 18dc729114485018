import { env } from '@/lib/infra/env';
import { ensureFirstStart } from '@/lib/setup';

// A process of its own, so that nothing of the app (pools, timers) stays behind in the supervisor.
process.on('disconnect', () => process.exit(1));

ensureFirstStart({ env: env() }).then(
  (result) => {
    process.send?.({ type: 'set-up', result }, () => process.exit(0));
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
