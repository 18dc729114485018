import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../install.mjs';
import { withLock } from '../process-lock.mjs';
import { startChild } from './children';

/** All that a build is made from. */
const sources = [
  'app',
  'components',
  'lib',
  'messages',
  'public',
  'prisma/schema',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];

function filesBelow(path: string): string[] {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [path];
  return readdirSync(absolute).flatMap((name) => filesBelow(join(path, name)));
}

function sourceHash(): string {
  const sum = createHash('sha256').update(process.version);
  for (const path of sources.flatMap(filesBelow).sort()) {
    if (/\.test\.tsx?$/.test(path)) continue;
    sum.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
  return sum.digest('hex');
}

const stamp = join(root, '.next', 'BUILD-STAMP');

function isFresh(hash: string): boolean {
  return existsSync(join(root, '.next', 'BUILD_ID')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/** Builds the app for production; what Next.js says is passed on. @throws when it fails. */
export async function build(output: (text: string) => void, signal?: AbortSignal): Promise<void> {
  const hash = sourceHash();
  // Machines that build the same sources must call pages and actions by the same names, or a form that one has made could
  // not be sent to another. This key makes names only: what is encrypted while running is under a key of the secret.
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    GIGATILL_BUILD_ID: hash.slice(0, 20),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: createHash('sha256').update(`names of actions ${hash}`).digest('base64'),
  } as const;
  const endWithParent = join(root, 'bin', 'end-with-parent.mjs');
  const child = startChild(['--import', endWithParent, join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    env,
    output,
  });
  const abort = () => void child.stop(2000);
  signal?.addEventListener('abort', abort);
  const { code } = await child.ended;
  signal?.removeEventListener('abort', abort);
  if (code !== 0) throw new Error('the build failed');
  writeFileSync(stamp, hash);
}

/** Builds unless the present build is of exactly these sources. */
export async function ensureBuild(say: (line: string) => void, signal: AbortSignal): Promise<void> {
  if (isFresh(sourceHash())) return;
  await withLock(join(root, '.data', 'build.lock'), 600_000, async () => {
    if (signal.aborted || isFresh(sourceHash())) return;
    say('Building the app (about half a minute)…');
    const startedAt = Date.now();
    const reminder = setInterval(
      () => say(`Building: ${Math.round((Date.now() - startedAt) / 1000)} s so far…`),
      15_000,
    );
    let output = '';
    try {
      await build((text) => {
        output += text;
      }, signal);
    } catch (error) {
      if (!signal.aborted) process.stderr.write(output);
      throw error;
    } finally {
      clearInterval(reminder);
    }
  });
}
