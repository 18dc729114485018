import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { callControl } from '@/sandbox/control-client';
import { packagedNode, root, typescript } from '../../bin/install.mjs';

export type Sandbox = {
  url: string;
  /** A call of its control API, such as `('seed', 'POST', { provider: 'ipweb', … })`. */
  control: (path: string, method?: 'GET' | 'POST' | 'DELETE', body?: unknown) => Promise<unknown>;
  stop: () => Promise<void>;
};

const readySchema = z.object({ type: z.literal('ready'), url: z.string() });

/** The provider sandbox as a process of its own, as it runs beside an installation. */
export async function startSandboxProcess(folder: string): Promise<Sandbox> {
  const args = typescript('sandbox/main.ts', '--port', '0', '--data', folder, '--seed', 'empty');
  const child = spawn(packagedNode(), args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [message] = await once(child, 'message');
  const { url } = readySchema.parse(message);
  return {
    url,
    control: (path, method, body) => callControl(url, path, method, body),
    stop: async () => {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}
