#!/usr/bin/env node
// npm start, npm run dev, npm run worker: installs what is missing, then hands over to bin/supervisor.ts on the packaged Node.
import { spawn } from 'node:child_process';
import { ensureInstalled, packagedNode, root, say, typescript } from './install.mjs';
import { identify, isAlive, nameOf, parentOf } from './process-identity.mjs';

/**
 * Tells when npm has gone. npm starts us through a shell; where the shell stays in between, npm is one further up.
 * @returns {() => boolean}
 */
function watchNpm() {
  if (process.env.npm_lifecycle_event === undefined) return () => false; // started by hand, free to outlive the terminal
  const watched = [identify(process.ppid)];
  if (/^(ba|da|z|a|k)?sh$/.test(nameOf(process.ppid) ?? '')) watched.push(identify(parentOf(process.ppid) ?? 0));
  return () => watched.some((one) => one !== undefined && one.pid > 1 && !isAlive(one));
}

async function main() {
  const npmHasGone = watchNpm();
  await ensureInstalled();
  const mode = process.argv[2] ?? '--start';
  const child = spawn(packagedNode(), typescript('bin/supervisor.ts', mode), { cwd: root, stdio: 'inherit' });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(name, () => child.kill(name === 'SIGHUP' ? 'SIGTERM' : name));
  const watch = setInterval(() => {
    if (npmHasGone()) child.kill('SIGTERM');
  }, 500);
  child.on('close', (code, signal) => {
    clearInterval(watch);
    if (signal !== null) say(`Gigatill was stopped by ${signal}.`);
    process.exitCode = code ?? 1;
  });
}

main().catch((error) => {
  say(error.message);
  process.exitCode = 1;
});
