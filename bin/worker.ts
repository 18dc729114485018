import { startWorker } from '@/lib/worker';

// Whoever read our output may have gone; that is no reason to stop, or to fail while stopping.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** How long running jobs may take to finish when the worker is asked to stop. */
const stopTimeoutMs = 18_000;

async function main(): Promise<void> {
  const worker = await startWorker();
  let stopping = false;
  const stop = (limitMs: number) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), limitMs).unref();
    worker.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', () => stop(stopTimeoutMs));
  process.on('SIGINT', () => stop(stopTimeoutMs));
  process.on('disconnect', () => stop(3000));
  process.send?.({ type: 'ready' });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
