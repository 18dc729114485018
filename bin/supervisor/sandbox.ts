import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort } from '../free-port';
import { typescript } from '../install.mjs';
import { type Child, startChild } from './children';

const readyMessage = z.object({ type: z.literal('ready'), url: z.url() });

/** Starts the provider sandbox at the port it had last time; its data lie in the data folder. */
export async function startSandbox(dataDir: string): Promise<{ url: string; child: Child }> {
  const statePath = join(dataDir, 'sandbox.json');
  const remembered = existsSync(statePath)
    ? z.object({ port: z.number() }).parse(JSON.parse(readFileSync(statePath, 'utf8'))).port
    : 0;
  const port = await freePort(remembered);
  writeFileSync(statePath, JSON.stringify({ port }));
  const args = typescript('sandbox/main.ts', '--port', String(port), '--data', join(dataDir, 'sandbox'));
  const child = startChild(args, { env: { ...process.env, NODE_ENV: 'production' }, output: 'errors' });
  const ready = new Promise<string>((resolve) => {
    child.onMessage((message) => {
      const parsed = readyMessage.safeParse(message);
      if (parsed.success) resolve(parsed.data.url);
    });
  });
  const url = await Promise.race([ready, child.ended.then(() => undefined)]);
  if (url === undefined) throw new Error('the provider sandbox did not start');
  return { url, child };
}
