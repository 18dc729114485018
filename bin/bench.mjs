#!/usr/bin/env node
// npm run bench: installs what is missing, then runs bench/main.ts on the packaged Node.
import { runScript } from './run-script.mjs';

await runScript('bench/main.ts', process.argv.slice(2));
