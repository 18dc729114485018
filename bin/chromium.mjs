import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './install.mjs';

/** Playwright's own browser, if somebody has installed it. */
async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

/**
 * A Chromium for the browser tests: `CHROMIUM_PATH`, Playwright's own, or the system's.
 * @returns {Promise<string | undefined>}
 */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH ${given} does not exist`);
    return given;
  }
  const system = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return [await playwrightsOwn(), ...system].find((path) => path && existsSync(path));
}

/**
 * How Playwright starts it: Chromium's own sandbox does not work for root.
 * @param {string | undefined} executablePath
 */
export function launchOptions(executablePath) {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return executablePath === undefined ? { args } : { executablePath, args };
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 2, 2] }).status === 0;
}

/** A Chromium as `findChromium` finds it, installed from the system's packages or by Playwright when there is none. @throws with what to do. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium from the system packages…');
    // Debian's is a real package; Ubuntu's only points at a snap, and then Playwright's own is the better try.
    if (run('apt-get', ['update', '-qq'])) run('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk']);
    const installed = await findChromium();
    if (installed) return installed;
  }
  say("Installing Playwright's Chromium…");
  run(process.execPath, [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium']);
  const installed = await findChromium();
  if (installed) return installed;
  throw new Error(
    'There is no Chromium: install one (on Debian: apt-get install chromium) or set CHROMIUM_PATH to yours',
  );
}
