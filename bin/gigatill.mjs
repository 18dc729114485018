#!/usr/bin/env node
// The operator's command line. Installs what is missing, then runs bin/gigatill/main.ts on the packaged Node.
import { runScript } from './run-script.mjs';

await runScript('bin/gigatill/main.ts', process.argv.slice(2));
