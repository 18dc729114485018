import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort } from '../../../bin/free-port';
import { packagedNode, root } from '../../../bin/install.mjs';
import { bareNextFiles } from './files';

type BareNext = { url: string; pid: number; stop: () => Promise<void> };

function next(folder: string, args: string[], env: Record<string, string>): ChildProcess {
  // When we are killed, it ends, too.
  const endWithParent = join(root, 'bin/end-with-parent.mjs');
  return spawn(packagedNode(), ['--import', endWithParent, join(root, 'node_modules/next/dist/bin/next'), ...args], {
    cwd: folder,
    env: { ...process.env, BENCH_ROOT: root, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** Everything that it prints until it ends or `until` was seen. Rejects when it ends early or badly. */
async function printed(child: ChildProcess, until?: string): Promise<void> {
  let output = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (until !== undefined && output.includes(until)) resolve();
      });
    }
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`next ended with ${code}:\n${output}`))));
  });
}

/**
 * Builds and starts the bare app. It lies below the project's `.data`, where Next.js finds the packages; deleted when it stops.
 */
export async function startBareNext(databaseUrl: string): Promise<BareNext> {
  const folder = join(root, '.data', `bench-bare-next-${process.pid}`);
  for (const [name, text] of Object.entries(bareNextFiles)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await printed(next(folder, ['build'], {}));
    const port = await freePort();
    const server = next(folder, ['start', '-p', String(port)], { DATABASE_URL: databaseUrl });
    await printed(server, 'Ready in');
    const stop = async () => {
      const closed = once(server, 'close');
      server.kill('SIGTERM');
      await closed;
      remove();
    };
    return { url: `http://localhost:${port}`, pid: server.pid ?? 0, stop };
  } catch (error) {
    remove();
    throw error;
  }
}
