// Runs a TypeScript file of ours on the packaged Node, after installing what is missing, and ends with its exit code.
import { spawn } from 'node:child_process';
import { ensureInstalled, packagedNode, root, say, typescript } from './install.mjs';

/**
 * @param {string} file
 * @param {string[]} args
 */
export async function runScript(file, args) {
  try {
    await ensureInstalled();
    const child = spawn(packagedNode(), typescript(file, ...args), { cwd: root, stdio: 'inherit' });
    // A Ctrl-C reaches the script by itself; we only wait for its end.
    for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => name === 'SIGTERM' && child.kill(name));
    child.on('error', fail);
    child.on('close', (code) => {
      process.exitCode = code ?? 1;
    });
  } catch (error) {
    fail(error);
  }
}

/** @param {unknown} error */
function fail(error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
