#!/usr/bin/env node
// npm test: everything that proves the product, from a clean clone. The last line is `tests: N passed, M failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { cleanEnvironment } from './clean-environment.mjs';
import { ensureInstalled, packagedNode, root, typescript } from './install.mjs';

/** @typedef {{ passed: number, failed: number }} Count */

const reports = mkdtempSync(join(tmpdir(), 'gigatill-reports-'));
const bin = (/** @type {string} */ path) => join(root, 'node_modules', path);

/**
 * Runs `node ARGS` with its output on ours, in colour where somebody reads along.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {Promise<number>}
 */
function node(args, more = {}) {
  return new Promise((resolve) => {
    const env = { ...cleanEnvironment(), NO_COLOR: process.stdout.isTTY ? undefined : '1', ...more };
    const child = spawn(packagedNode(), args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * A stage that passes or fails as a whole.
 * @param {...string[]} commands
 */
function check(...commands) {
  return async () => {
    for (const args of commands) if ((await node(args)) !== 0) return { passed: 0, failed: 1 };
    return { passed: 1, failed: 0 };
  };
}

/**
 * What a runner has counted. An exit code of failure without a failed test counts as one, and so does a run without any test.
 * @param {number} code
 * @param {string} path
 * @param {(report: any) => Count} read
 */
function counted(code, path, read) {
  const { passed, failed } = existsSync(path) ? read(JSON.parse(readFileSync(path, 'utf8'))) : { passed: 0, failed: 0 };
  const unsaid = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: failed + unsaid };
}

/**
 * @param {string} name of the report
 * @param {...string} more arguments
 */
async function vitest(name, ...more) {
  const path = join(reports, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const code = await node([bin('vitest/vitest.mjs'), 'run', ...reporters, ...more]);
  return counted(code, path, (report) => ({
    passed: report.numPassedTests,
    // A file that could not even be loaded has no tests to fail.
    failed:
      report.numFailedTests +
      report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
  }));
}

/** @param {string} chromium */
async function playwright(chromium) {
  const path = join(reports, 'playwright.json');
  const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: path };
  const code = await node([bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], env);
  return counted(code, path, ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }));
}

/** @type {Count} */
const total = { passed: 0, failed: 0 };

/**
 * @param {string} name
 * @param {() => Promise<Count>} run
 */
async function stage(name, run) {
  process.stdout.write(`\n== ${name}\n`);
  const startedAt = Date.now();
  /** @type {Count} */
  let count;
  try {
    count = await run();
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
    count = { passed: 0, failed: 1 };
  }
  total.passed += count.passed;
  total.failed += count.failed;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`== ${name}: ${count.passed} passed, ${count.failed} failed (${seconds} s)\n`);
  return count.failed === 0;
}

async function main() {
  let chromium = '';
  const prepared = await stage('install', async () => {
    await ensureInstalled();
    chromium = await ensureChromium();
    return { passed: 0, failed: 0 };
  });
  if (!existsSync(bin('.bin/biome'))) return; // nothing can run without the packages
  mkdirSync(reports, { recursive: true });
  const biome = bin('@biomejs/biome/bin/biome');
  await stage('format', check([biome, 'format', '.']));
  await stage('lint', check([biome, 'ci', '--formatter-enabled=false', '--error-on-warnings', '.']));
  await stage('types', check([bin('next/dist/bin/next'), 'typegen'], [bin('typescript/bin/tsc'), '--noEmit']));
  await stage('unit and database tests', () => vitest('unit'));
  const built = await stage('build', check(typescript('bin/build.ts')));
  await stage('several processes', async () => {
    if (!built) throw new Error('They need the build.');
    return vitest('processes', '--mode', 'processes');
  });
  await stage('browser tests', async () => {
    if (!built || !prepared) throw new Error('They need the build and a browser.');
    return playwright(chromium);
  });
}

main()
  .catch((error) => {
    process.stdout.write(`${error.stack}\n`);
    total.failed += 1;
  })
  .finally(() => {
    rmSync(reports, { recursive: true, force: true });
    process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
    process.stdout.write(`\ntests: ${total.passed} passed, ${total.failed} failed\n`);
  });
