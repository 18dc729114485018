import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { packagedNode, root, typescript } from '../../bin/install.mjs';

export type Sandbox = {
  url: string;
  /** A call of the control API, e.g. `('seed', { provider: 'ipweb', … })`; without a body a GET. */
  control: (path: string, body?: object, method?: 'DELETE') => Promise<unknown>;
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
    control: async (path, body, method) => {
      const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const response = await fetch(`${url}/control/${path}`, method === undefined ? post : { method });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    stop: async () => {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}
