import { execFile } from 'node:child_process';
import { packagedNode, root, typescript } from '../install.mjs';

/** Runs a command of the operator's command line in a process of its own; `env` goes on top of this process's environment. */
export function runGigatill(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const options = { cwd: root, env: { ...process.env, ...env } };
  return new Promise((resolve) => {
    execFile(packagedNode(), typescript('bin/gigatill/main.ts', ...args), options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}
