#!/usr/bin/env node
// npm run bench: installs what is missing, then runs bench/main.ts on the packaged Node.
import { spawn } from 'node:child_process';
import { ensureInstalled, packagedNode, root, say, typescript } from './install.mjs';

async function main() {
  await ensureInstalled();
  const args = typescript('bench/main.ts', ...process.argv.slice(2));
  const child = spawn(packagedNode(), args, { cwd: root, stdio: 'inherit' });
  // A Ctrl-C reaches the benchmarks themselves; we wait until they have put everything away.
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => name === 'SIGTERM' && child.kill(name));
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
}

main().catch((error) => {
  say(error.message);
  process.exitCode = 1;
});
