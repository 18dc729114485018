import { spawn } from 'node:child_process';
import type { Failpoint } from '@/lib/infra/failpoint';
import { testDatabaseUrl } from './database';

/** Runs a script on the test's database in a process of its own, which must die at the step; gives the signal that ended it. */
export function dieAt(step: Failpoint, script: string, ...words: string[]): Promise<NodeJS.Signals> {
  const args = ['--conditions=react-server', '--import', 'tsx', script, ...words];
  const env = { ...process.env, DATABASE_URL: testDatabaseUrl(), GIGATILL_FAILPOINT: step };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let trouble = '';
    child.stderr.on('data', (part: Buffer) => {
      trouble += part.toString();
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (signal === null) reject(new Error(`the process did not die at ${step} (code ${code}): ${trouble}`));
      else resolve(signal);
    });
  });
}
