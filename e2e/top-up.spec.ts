import { expect, type Page } from '@playwright/test';
import { callControl } from '../sandbox/control-client';
import { type App, signInAsAdmin, startApp, test } from './fixtures/app';

/** The demo's customer that runs dry within three days. */
const RUNS_DRY = '1138';

let app: App;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(180_000);
  app = await startApp();
});

test.afterAll(async () => {
  await app?.stop();
});

type Effect = { orderId: string | null; mb: string };

/** What the provider has added to the customer since it started. */
async function effects(): Promise<Effect[]> {
  const ledger = await callControl(app.sandboxUrl, `ledger?provider=ipweb&customerId=${RUNS_DRY}`);
  return (ledger as { effects: Effect[] }).effects;
}

/** The provider applies the next top-up, but its answer is lost or never comes. */
async function breakNextTopUp(kind: 'apply_then_drop' | 'apply_then_hang'): Promise<void> {
  const match = { provider: 'ipweb', path: 'rechargeTrafficCount' };
  await callControl(app.sandboxUrl, 'faults', 'POST', { match, fault: { kind } });
}

/** From the morning board to the customer that runs dry. */
async function openCustomer(page: Page): Promise<void> {
  await page.goto(app.url);
  await page.getByRole('searchbox').first().fill(RUNS_DRY);
  await page.keyboard.press('Enter');
  await page.locator('main tbody').getByRole('link').first().click();
  await expect(page.getByRole('button', { name: 'Top up' })).toBeVisible();
}

async function review(page: Page, amount: string): Promise<void> {
  await page.getByRole('button', { name: 'Top up' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Amount (GB)').fill(amount);
  await dialog.getByRole('button', { name: 'Review' }).click();
  await expect(dialog.getByRole('button', { name: 'Confirm top-up' })).toBeVisible();
}

test('the customer that runs dry gets 1.01 GB exactly once', async ({ page }) => {
  await signInAsAdmin(page, app.url);
  await expect(page.getByRole('figure', { name: 'Daily usage' }).first()).toBeVisible();
  await openCustomer(page);
  await expect(page.getByRole('figure', { name: 'Daily usage' })).toBeVisible();
  const before = (await effects()).length;
  await review(page, '1.01');
  await expect(page.getByRole('dialog')).toContainText('1034.24 MB');
  await page.getByRole('button', { name: 'Confirm top-up' }).click();
  await expect(page.getByRole('dialog').getByText('1.01 GB were added.')).toBeVisible();
  const added = (await effects()).slice(before);
  expect(added).toHaveLength(1);
  expect(added[0]?.mb).toBe('1034.24');
  await page.getByRole('dialog').getByText('Close', { exact: true }).click();
  await expect(page.locator('main').getByRole('row').filter({ hasText: '1.01' }).first()).toBeVisible();
});

test('a double click is one order', async ({ page }) => {
  await signInAsAdmin(page, app.url);
  await openCustomer(page);
  const before = (await effects()).length;
  await review(page, '1.02');
  await page.getByRole('button', { name: 'Confirm top-up' }).dblclick();
  await expect(page.getByRole('dialog').getByText('1.02 GB were added.')).toBeVisible();
  expect((await effects()).length).toBe(before + 1);
});

test('a deduct with its reason takes back exactly once', async ({ page }) => {
  await signInAsAdmin(page, app.url);
  await openCustomer(page);
  const before = (await effects()).length;
  await page.getByRole('button', { name: 'Deduct' }).click();
  await page.getByLabel('Amount to take back (GB)').fill('0.5');
  await page.getByLabel('Reason').fill('Typed twice');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Confirm deduct' }).dblclick();
  await expect(page.getByRole('dialog').getByText('0.5 GB were taken back.')).toBeVisible();
  const added = (await effects()).slice(before);
  expect(added.map((effect) => effect.mb)).toEqual(['-512']);
});

test('of two tabs, the second is asked again', async ({ page, context }) => {
  await signInAsAdmin(page, app.url);
  await openCustomer(page);
  const other = await context.newPage();
  await other.goto(page.url());
  const before = (await effects()).length;
  await review(page, '1.03');
  await review(other, '1.03');
  await page.getByRole('button', { name: 'Confirm top-up' }).click();
  await expect(page.getByRole('dialog').getByText('1.03 GB were added.')).toBeVisible();
  await other.getByRole('button', { name: 'Confirm top-up' }).click();
  await expect(other.getByRole('dialog')).toContainText('This account was topped up just now');
  await expect(other.getByRole('dialog')).toContainText('Again?');
  expect((await effects()).length).toBe(before + 1);
});

test('an answer lost after the provider applied it: once, and the order ends succeeded', async ({ page }) => {
  test.setTimeout(120_000);
  await signInAsAdmin(page, app.url);
  await openCustomer(page);
  const before = (await effects()).length;
  await breakNextTopUp('apply_then_drop');
  await review(page, '1.04');
  await page.getByRole('button', { name: 'Confirm top-up' }).click();
  await expect(page.getByRole('dialog').getByText('1.04 GB were added.')).toBeVisible({ timeout: 60_000 });
  expect((await effects()).length).toBe(before + 1);
});

test('the server killed while the call was out: once, and the order ends succeeded', async ({ page }) => {
  test.setTimeout(240_000);
  await signInAsAdmin(page, app.url);
  await openCustomer(page);
  const customer = page.url();
  const before = (await effects()).length;
  await breakNextTopUp('apply_then_hang');
  await review(page, '1.05');
  await page.getByRole('button', { name: 'Confirm top-up' }).click();
  await expect.poll(async () => (await effects()).length).toBe(before + 1);
  await app.kill('SIGKILL');
  await app.restart();
  await page.goto(customer);
  const row = page.locator('main').getByRole('row').filter({ hasText: '1.05' }).first();
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText('Done', { timeout: 2_000 });
  }).toPass({ timeout: 120_000 });
  expect((await effects()).length).toBe(before + 1);
});
