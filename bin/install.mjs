// What must be there before anything of ours can run. Plain JavaScript for Node 20.19 without a single package.
// Everything it says goes to stderr: stdout belongs to the command.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './process-lock.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const modules = join(root, 'node_modules');

process.stderr.on('error', () => undefined); // whoever reads it may have gone

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** @param {string[]} parts */
function hash(parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part).update('\0');
  return sum.digest('hex');
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

/** Whether somebody has already installed exactly what the lock file says, by npm's own account. */
function installedByHand() {
  const account = read(join(modules, '.package-lock.json'));
  if (account === undefined) return false;
  const there = JSON.parse(account).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional === true || there[path]?.version === version,
  );
}

/**
 * The PATH without our own node_modules: installing replaces the Node that lies there, so it cannot be the one that runs npm.
 */
function outerPath() {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(modules))
    .join(delimiter);
}

/**
 * Runs a program, its output on stderr; says every 15 seconds that it is still going, for those without a progress bar.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {string} what
 * @returns {Promise<number | null>}
 */
function run(command, args, env, what) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 2, 2] });
    const startedAt = Date.now();
    const reminder = setInterval(
      () => say(`${what}: ${Math.round((Date.now() - startedAt) / 1000)} s so far…`),
      15_000,
    );
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(reminder);
      resolve(code);
    });
  });
}

async function installPackages() {
  say('Installing packages (a minute or two the first time)…');
  const path = outerPath();
  const inner = process.execPath.startsWith(modules);
  const node = inner
    ? (path
        .split(delimiter)
        .map((folder) => join(folder, 'node'))
        .find(existsSync) ?? process.execPath)
    : process.execPath;
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'];
  // No native engine to fetch: the client is generated below, without one.
  const env = { ...process.env, PATH: path, PRISMA_SKIP_POSTINSTALL_GENERATE: '1' };
  const code =
    npm?.endsWith('npm-cli.js') && !npm.startsWith(modules)
      ? await run(node, [npm, ...args], env, 'Installing packages')
      : await run('npm', args, env, 'Installing packages');
  if (code !== 0) throw new Error('npm ci failed; see above');
}

const packagesStamp = join(modules, '.gigatill-installed');

function packagesHash() {
  return hash([readFileSync(join(root, 'package-lock.json'), 'utf8'), process.platform, process.arch]);
}

/** Installs the packages of the lock file unless they are there. */
async function ensurePackages() {
  const wanted = packagesHash();
  if (read(packagesStamp) === wanted) return;
  if (!installedByHand()) await installPackages();
  writeFileSync(packagesStamp, wanted);
}

/** The Node that the packages bring, or this one where they have none for the platform and this one is new enough. */
export function packagedNode() {
  const packaged = join(modules, 'node', 'bin', 'node');
  if (existsSync(packaged) && spawnSync(packaged, ['--version']).status === 0) return packaged;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return process.execPath;
  throw new Error(
    `Node 24 could not be installed for ${process.platform} on ${process.arch}; start with Node 24 yourself`,
  );
}

const client = join(root, 'generated', 'prisma');
const clientStamp = join(client, '.schema-hash');

/** Of everything that the client is generated from. */
function clientHash() {
  const schema = join(root, 'prisma', 'schema');
  const files = readdirSync(schema, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.prisma'))
    .sort();
  const version = read(join(modules, 'prisma', 'package.json')) ?? '';
  return hash([version, ...files.flatMap((name) => [name, readFileSync(join(schema, name), 'utf8')])]);
}

/** Generates the Prisma client unless it fits the schema. */
function ensureClient() {
  const wanted = clientHash();
  if (read(clientStamp) === wanted) return;
  say('Generating the database client…');
  const program = join(modules, 'prisma', 'build', 'index.js');
  const { status, stdout, stderr } = spawnSync(packagedNode(), [program, 'generate'], {
    cwd: root,
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, // any file: it is never run
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
      NO_COLOR: '1',
    },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`prisma generate failed:\n${stdout}${stderr}`);
  mkdirSync(client, { recursive: true });
  writeFileSync(clientStamp, wanted);
}

/** Installs and generates what is missing, once even if several commands start together. */
export async function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Gigatill needs Node 20.19 or newer to begin with; this is ${process.versions.node}`);
  }
  if (read(packagesStamp) === packagesHash() && read(clientStamp) === clientHash()) return;
  mkdirSync(join(root, '.data'), { recursive: true, mode: 0o711 });
  await withLock(join(root, '.data', 'install.lock'), 900_000, async () => {
    await ensurePackages();
    ensureClient();
  });
}

/**
 * Arguments for running a TypeScript file of ours on the packaged Node.
 * @param {string} file
 * @param {string[]} args
 */
export function typescript(file, ...args) {
  return ['--conditions=react-server', '--import', import.meta.resolve('tsx'), join(root, file), ...args];
}

/**
 * Arguments of the packaged Node that start a worker. Nobody waits for it: its heap is looked at when it has grown by a half, not
 * when it is four times as large, and its newest objects have 32 MB, not 128. A sync takes as long (docs/performance.md).
 */
export function workerProgram() {
  return ['--heap-growing-percent=50', '--max-semi-space-size=16', ...typescript('bin/worker.ts')];
}
