import { parseArgs } from 'node:util';
import { startSandbox } from './server';

const usage = 'node --import tsx sandbox/main.ts --port 4010 --data DIR [--host 127.0.0.1] [--seed demo|empty]';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string' },
      seed: { type: 'string', default: 'demo' },
    },
  });
  const { data, seed } = values;
  if (data === undefined || !/^\d{1,5}$/.test(values.port) || (seed !== 'demo' && seed !== 'empty')) {
    process.stderr.write(`Usage: ${usage}\n`);
    process.exit(2);
  }
  const sandbox = await startSandbox({ port: Number(values.port), host: values.host, dataDir: data, seed });
  const end = () => {
    void sandbox.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  // Started as a child process, it must not outlive its parent.
  process.once('disconnect', end);
  process.send?.({ type: 'ready', url: sandbox.url, port: sandbox.port });
  process.stdout.write(`Sandbox ready at ${sandbox.url}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
