import type { BrowserContext, Locator, Page } from '@playwright/test';
import { type App, admin, expect, gigatill, signIn, startApp, test } from './fixtures/app';

/** A list of several pages: scrolled, walked through by keys, ticked, left and come back to. In an app of its own. */

const CUSTOMERS = 330;
const PAGE = 50;

let app: App | undefined;
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>> | undefined;

test.describe.configure({ mode: 'serial' });

test.use({
  viewport: { width: 1440, height: 900 },
  baseURL: async ({}, use) => use(app?.url),
  storageState: async ({}, use) => use(signedIn),
});

test.beforeAll(async ({ browser }) => {
  app = await startApp({ GIGATILL_SANDBOX: 'off' });
  const loading = gigatill(app, 'demo', 'load', '--customers', String(CUSTOMERS), '--days', '1');
  const page = await browser.newPage({ baseURL: app.url });
  await signIn(page, admin, '/settings');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  signedIn = await page.context().storageState();
  await page.close();
  await loading;
});

test.afterAll(() => app?.stop());

const rowsOf = (page: Page): Locator => page.locator('[data-list=customers] [data-row]');
const pager = (page: Page): Locator => page.getByRole('navigation', { name: 'Pages of this list' });

/** The rows that are in the page: which they are, and which they say that they are. */
const inPage = (page: Page) =>
  rowsOf(page).evaluateAll((rows) =>
    rows.map((row) => ({ key: row.getAttribute('data-row') ?? '', index: Number(row.getAttribute('aria-rowindex')) })),
  );

const keysOf = (page: Page) => rowsOf(page).evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')));

/** By its number in the list; the head is number 1. */
const rowAt = (page: Page, index: number) => page.locator(`[data-list=customers] [aria-rowindex="${index}"]`);

/** Turns the wheel until a row is on the screen. */
async function toBeSeen(page: Page, row: Locator, step: number): Promise<void> {
  await page.mouse.move(700, 500);
  await expect(async () => {
    if ((await row.count()) === 0) await page.mouse.wheel(0, step);
    expect(await row.count()).toBe(1);
  }).toPass({ intervals: [0] });
  await row.scrollIntoViewIfNeeded();
}

const focusedIndex = (page: Page) =>
  page.evaluate(() => Number(document.activeElement?.closest('[data-row]')?.getAttribute('aria-rowindex')));

/** Presses a key until the row of a number has the focus; never past it. */
async function walk(page: Page, key: string, index: number): Promise<void> {
  await expect(async () => {
    if ((await focusedIndex(page)) !== index) await page.keyboard.press(key);
    expect(await focusedIndex(page)).toBe(index);
  }).toPass({ intervals: [0] });
}

test('every row is there once, stays ticked out of sight, and is where it was when one comes back', async ({
  page,
}) => {
  await page.goto('/customers');
  await rowsOf(page).nth(4).getByRole('checkbox').check();

  await test.step('scrolled to the end, few rows are in the page at a time', async () => {
    const keyAt = new Map<number, string>();
    let most = 0;
    await page.mouse.move(700, 500);
    await expect(async () => {
      await page.mouse.wheel(0, 1200);
      const rows = await inPage(page);
      most = Math.max(most, rows.length);
      for (const { key, index } of rows) {
        expect(keyAt.get(index) ?? key).toBe(key);
        if (index > 0) keyAt.set(index, key);
      }
      expect(rows.at(-1)?.index).toBe(CUSTOMERS + 1);
    }).toPass({ intervals: [0] });
    expect([...keyAt.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: CUSTOMERS }, (_, index) => index + 2));
    expect(new Set(keyAt.values()).size).toBe(CUSTOMERS);
    expect(most).toBeLessThanOrEqual(5 * PAGE);
    await expect(pager(page)).toContainText(`${CUSTOMERS} shown, the end of the list`);
    await expect(page.getByRole('table', { name: 'Customers' })).toHaveAttribute('aria-rowcount', `${CUSTOMERS + 1}`);
  });

  const row = rowAt(page, 5 * PAGE + 10);
  await test.step('two rows of pages far apart are changed together', async () => {
    await toBeSeen(page, row, -700);
    await row.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toHaveAccessibleName('Change 2 customers');
    await dialog.getByLabel('Tags to add').fill('regular');
    await dialog.getByRole('button', { name: 'Change them' }).click();
    await expect(dialog.getByText('2 customers changed.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByText('rows ticked')).toHaveCount(0);
    await expect(row).toContainText('regular');
    const { data } = await (await page.request.get('/api/v1/customers?tag=regular')).json();
    expect(data).toHaveLength(2);
  });

  await test.step('a customer is opened; back, and after a reload, the list is where it was', async () => {
    const key = await row.getAttribute('data-row');
    const before = await row.boundingBox();
    await row.getByRole('link').click();
    await expect(page).toHaveURL(`/customers/${key}`);
    await page.goBack();
    await expect(row).toBeInViewport();
    expect(await row.getAttribute('data-row')).toBe(key);
    // The new tags have changed how wide the columns are, and so the rows a little.
    expect(Math.abs(((await row.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(10);
    await page.reload();
    await expect(row).toBeInViewport();
    expect(await row.getAttribute('data-row')).toBe(key);
  });
});

test('keys walk on where the next page begins, and back to rows that had left the page', async ({ page }) => {
  await page.goto('/customers');
  await rowsOf(page)
    .nth(PAGE - 3)
    .locator('a')
    .focus();
  await walk(page, 'j', PAGE + 4);
  await toBeSeen(page, rowAt(page, 4 * PAGE), 700);
  await page.keyboard.press('k');
  expect(await focusedIndex(page)).toBe(PAGE + 3);
  await expect(page.locator(':focus')).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/customers\/\d+$/);
});

test('a page that does not come is asked for again', async ({ page }) => {
  await page.goto('/customers');
  await page.route('**/customers?cursor=*', (route) => route.abort());
  await pager(page).scrollIntoViewIfNeeded(); // the list asks by itself; a click on its link may come too late
  await expect(pager(page)).toContainText('The next rows did not come.');
  await page.unroute('**/customers?cursor=*');
  await pager(page).getByRole('button', { name: 'Try again' }).click();
  await expect(rowsOf(page)).toHaveCount(2 * PAGE);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('there are pages', async ({ page }) => {
    await page.goto('/customers');
    const first = await keysOf(page);
    await pager(page).getByRole('link', { name: 'Next 50' }).click();
    await expect(pager(page).getByRole('link', { name: 'First page' })).toBeVisible();
    expect(new Set([...first, ...(await keysOf(page))]).size).toBe(2 * PAGE);
  });
});
