import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { packagedNode, root, workerProgram } from '../../bin/install.mjs';

type WorkerProcess = { pid: number; stop: () => Promise<void> };

/** A worker as a process of its own in the installation that `enterInstallation` has entered. */
export async function startWorkerProcess(): Promise<WorkerProcess> {
  const child = spawn(packagedNode(), workerProgram(), {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'close');
  await Promise.race([
    once(child, 'message'),
    ended.then(([code]) => {
      throw new Error(`The worker ended with ${code} before it was ready.`);
    }),
  ]);
  return {
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
