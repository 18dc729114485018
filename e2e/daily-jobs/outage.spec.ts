import { type Browser, expect, type Page } from '@playwright/test';
import { callControl } from '../../sandbox/control-client';
import { type App, startApp, test } from '../fixtures/app';
import { expectToFit, type Look, makePeople, pageOf, type Role, TURNS } from '../fixtures/people';

/** 14:00: a provider is down. Said with its beginning, read from what is kept, and no top-up guessed. */

let app: App;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  app = await startApp();
  await makePeople(app, browser);
});

test.afterAll(async () => {
  await app?.stop();
});

/** IPWeb answers 503 to everything, or as ever. */
async function down(isDown: boolean): Promise<void> {
  const rule = { match: { provider: 'ipweb', path: '', times: -1 }, fault: { kind: 'status' } };
  if (isDown) await callControl(app.sandboxUrl, 'faults', 'POST', rule);
  else await callControl(app.sandboxUrl, 'faults', 'DELETE');
}

const open = (browser: Browser, role: Role, look: Look): Promise<Page> => pageOf(browser, app, role, look);

async function testConnection(page: Page, says: string): Promise<void> {
  await page.goto('/connections/1');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText(says, { exact: true }).first()).toBeVisible();
}

const banner = (page: Page) =>
  page.locator('main').getByRole('listitem').filter({ hasText: 'IPWeb (sandbox) does not answer properly' });

async function topUp(page: Page, q: string, gb: string): Promise<void> {
  await page.goto(`/customers?q=${q}`);
  await page.getByRole('table', { name: 'Customers' }).locator('tbody').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Top up' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Amount (GB)').fill(gb);
  await dialog.getByRole('button', { name: 'Review' }).click();
  await dialog.getByRole('button', { name: 'Confirm top-up' }).click();
  await expect(dialog.getByText('do not top up again for now')).toBeVisible();
}

test('it is said since when, and the figures are those that were read', async ({ browser }) => {
  await down(true);
  const admin = await open(browser, 'admin', 'wide light');
  await testConnection(admin, 'Fails');
  for (const { role, look } of TURNS) {
    const page = await open(browser, role, look);
    await page.goto('/');
    await expect(banner(page)).toBeVisible();
    await expect(banner(page)).toContainText('since');
    await expect(banner(page)).toContainText('Figures are those of the last good reading');
    const chart = page.getByRole('figure', { name: 'Daily usage' });
    await chart.getByRole('button', { name: 'Show as table' }).click();
    await expect(chart.getByRole('row')).toHaveCount(31);
    await expectToFit(page, look);
    await page.context().close();
  }
  await admin.context().close();
});

test('a top-up is unknown until the provider is back, and is then made once', async ({ browser }) => {
  test.setTimeout(120_000);
  const agent = await open(browser, 'agent', 'narrow light');
  await topUp(agent, '1138', '1.5');
  const admin = await open(browser, 'admin', 'narrow dark');
  await topUp(admin, '1166', '2.5');
  const viewer = await open(browser, 'viewer', 'wide dark');
  await viewer.goto('/orders?status=unknown');
  const unknown = viewer.getByRole('table', { name: 'Orders' }).getByRole('row');
  await expect(unknown.filter({ hasText: 'Savanna Fares' })).toContainText('Unknown');
  await expect(unknown.filter({ hasText: 'Quillon Media' })).toContainText('Unknown');
  await unknown.filter({ hasText: 'Quillon Media' }).getByRole('link').click();
  await expect(viewer.getByRole('heading', { name: 'Top-up of 2.5 GB' })).toBeVisible();
  await expect(viewer.getByRole('button', { name: /Send again|Settle/ })).toHaveCount(0);

  await down(false);
  await testConnection(admin, 'Works');
  await admin.goto(new URL(viewer.url()).pathname);
  await expect(admin.getByText('The provider has accepted it.')).toBeVisible({ timeout: 60_000 });
  // An order in sight moves on by itself.
  await expect(viewer.getByText('The provider has accepted it.')).toBeVisible({ timeout: 60_000 });
  await expect(agent.getByRole('dialog').getByText('1.5 GB were added.')).toBeVisible({ timeout: 60_000 });
  for (const [customer, mb] of [
    ['1138', '1536'],
    ['1166', '2560'],
  ]) {
    const ledger = await callControl(app.sandboxUrl, `ledger?provider=ipweb&customerId=${customer}`);
    expect(ledger).toMatchObject({ effects: [{ mb }] });
  }
  for (const page of [admin, agent, viewer]) {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
    await expect(banner(page)).toHaveCount(0);
    await page.context().close();
  }
});
