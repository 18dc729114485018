// npm run screenshots: the pictures of the README and of docs/tour.md, taken from the built app with the sandbox's demo.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { signInAsAdmin, startApp } from '../e2e/fixtures/app';
import { findChromium, launchOptions } from './chromium.mjs';
import { root } from './install.mjs';

const folder = join(root, 'docs', 'images');
const desk = { viewport: { width: 1440, height: 960 }, colorScheme: 'light' } as const;
const phone = { ...desk, viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  process.stdout.write(`docs/images/${name}.png\n`);
}

async function takePage(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await take(page, name);
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 240_000;
  while (Date.now() < deadline) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error(`${what} after four minutes`);
}

/** The first readings of all three providers are over, and the demo's sales are costed. */
async function allRead(page: Page): Promise<void> {
  const read = async (path: string) => (await (await page.request.get(`/api/v1/${path}`)).json()).data;
  await until('some connections were not read', async () =>
    (await read('connections')).every(({ lastSyncedAt }: { lastSyncedAt: string | null }) => lastSyncedAt !== null),
  );
  const month = new Date().toISOString().slice(0, 7);
  await until('no sale was costed', async () => (await read(`margin?month=${month}`)).length > 0);
}

/** The customer of the phone call, and a top-up as far as its review. Returns the path of the customer's page. */
async function takeCustomer(page: Page): Promise<string> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('113');
  await page.getByRole('option').first().waitFor();
  await take(page, 'palette');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Top up' }).waitFor();
  const path = new URL(page.url()).pathname;
  await take(page, 'customer');
  await page.getByRole('button', { name: 'Top up' }).click();
  await page.getByLabel('Amount (GB)').fill('1.01');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Confirm top-up' }).waitFor();
  await take(page, 'top-up');
  await page.getByRole('button', { name: 'Confirm top-up' }).click();
  await page.getByRole('link', { name: /^Order/ }).waitFor();
  return path;
}

/** Friday's list, checked and not yet ordered: good rows, and two with something wrong. */
async function takeBulk(page: Page): Promise<void> {
  const { data } = await (await page.request.get('/api/v1/accounts?limit=500')).json();
  const ids = (data as { externalId: string; provider: string; customerId: string | null }[])
    .filter(({ provider, customerId }) => provider === 'ipweb' && customerId !== null)
    .slice(0, 9)
    .map(({ externalId }, index) => `${externalId}\t${(index + 1) * 2.5}\tFriday`);
  await page.goto('/orders/bulk');
  await page.getByLabel('Rows').fill([...ids, 'nobody\t5', `${ids[0]?.split('\t')[0]}\ttwo`].join('\n'));
  await page.getByRole('button', { name: 'Check the rows' }).click();
  await page.getByRole('table', { name: 'Rows' }).waitFor();
  await take(page, 'bulk');
}

async function takeAtDesk(browser: Browser, baseURL: string) {
  const context = await browser.newContext({ ...desk, baseURL });
  const page = await context.newPage();
  await signInAsAdmin(page);
  await allRead(page);
  await page.reload();
  await take(page, 'overview');
  const customer = await takeCustomer(page);
  await takePage(page, '/usage?by=agent&range=90d', 'usage');
  await takePage(page, '/usage?look=calendar&range=365d', 'usage-calendar');
  await takeBulk(page);
  await takePage(page, '/orders', 'orders');
  await takePage(page, '/reconciliation', 'reconciliation');
  await takePage(page, '/margin', 'margin');
  const { cookies } = await context.storageState();
  await context.close();
  return { customer, cookies };
}

mkdirSync(folder, { recursive: true });
const app = await startApp();
const browser = await chromium.launch(launchOptions(await findChromium()));
try {
  const { customer, cookies } = await takeAtDesk(browser, app.url);
  const others: [BrowserContextOptions, string, string][] = [
    [{ ...desk, colorScheme: 'dark' }, '/usage?by=agent&range=90d', 'usage-dark'],
    [{ ...desk, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' }, '/', 'overview-ja'],
    [phone, '/', 'overview-phone'],
    [phone, customer, 'customer-phone'],
    [{ ...phone, colorScheme: 'dark' }, '/orders', 'orders-phone'],
  ];
  for (const [options, path, name] of others) {
    const context = await browser.newContext({ ...options, baseURL: app.url });
    // The session, without what the first browser said of its language and zone.
    await context.addCookies(cookies.filter(({ httpOnly }) => httpOnly));
    await takePage(await context.newPage(), path, name);
    await context.close();
  }
} finally {
  await browser.close();
  await app.stop();
}
