import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { admin, startApp } from '../e2e/fixtures/app';
import { findChromium } from './chromium.mjs';
import { root } from './install.mjs';

// The pictures of the README, taken from the built app with the sandbox's demo: `npm run screenshots`.

const folder = join(root, 'docs', 'images');

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Email').fill(admin.email);
  await page.getByLabel('Password').fill(admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
}

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  process.stdout.write(`docs/images/${name}.png\n`);
}

/** The first readings of all three providers are over. */
async function allRead(page: Page, url: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const { data } = await (await page.request.get(`${url}/api/v1/connections`)).json();
    if (data.every((connection: { lastSyncedAt: string | null }) => connection.lastSyncedAt !== null)) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error('the first readings are not over after two minutes');
}

mkdirSync(folder, { recursive: true });
const app = await startApp();
const executablePath = await findChromium();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 960 }, colorScheme: 'light' });
  await signIn(page, app.url);
  await allRead(page, app.url);
  await page.reload();
  await take(page, 'overview');
  await page.getByRole('searchbox').first().fill('1138');
  await page.keyboard.press('Enter');
  await page.locator('main table').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Top up' }).waitFor();
  await take(page, 'customer');
  await page.getByRole('button', { name: 'Top up' }).click();
  await page.getByLabel('Amount (GB)').fill('1.01');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Confirm top-up' }).waitFor();
  await take(page, 'top-up');
  const dark = await browser.newPage({ viewport: { width: 1440, height: 960 }, colorScheme: 'dark' });
  await signIn(dark, app.url);
  await dark.goto(`${app.url}/usage?by=agent&range=90d`);
  await take(dark, 'usage-dark');
} finally {
  await browser.close();
  await app.stop();
}
