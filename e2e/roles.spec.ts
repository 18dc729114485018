import { execFileSync } from 'node:child_process';
import { expect, type Page } from '@playwright/test';
import { packagedNode, root, typescript } from '../bin/install.mjs';
import { type App, startApp, test } from './fixtures/app';

/** What an agent and a viewer see of the house, and what they do not. */

const PASSWORD = 'a long enough password';

let app: App;

test.describe.configure({ mode: 'serial' });

function commandLine(...args: string[]): string {
  return execFileSync(packagedNode(), typescript('bin/gigatill/main.ts', ...args), {
    cwd: root,
    env: { ...process.env, GIGATILL_DATA_DIR: app.dataDir },
    encoding: 'utf8',
  }).trim();
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${app.url}/sign-in`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
}

function navigation(page: Page): Promise<string[]> {
  return page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts();
}

test.beforeAll(async () => {
  test.setTimeout(180_000);
  app = await startApp();
  commandLine('user', 'create', '--email', 'team@baobab.example', '--role', 'agent', '--password', PASSWORD);
  commandLine('user', 'create', '--email', 'viewer@example.com', '--role', 'viewer', '--password', PASSWORD);
});

test.afterAll(async () => {
  await app?.stop();
});

test('an agent sees its own customers and no others, and may top them up', async ({ page }) => {
  await signIn(page, 'team@baobab.example');
  const pages = await navigation(page);
  expect(pages).toEqual(expect.arrayContaining(['Overview', 'Customers', 'Usage', 'Orders']));
  for (const hidden of ['Connections', 'Team', 'Audit', 'Reconciliation']) expect(pages).not.toContain(hidden);
  const own = await (await page.request.get(`${app.url}/api/v1/customers?limit=500`)).json();
  expect(own.data.length).toBeGreaterThan(3);
  expect(new Set(own.data.map((customer: { agentId: string }) => customer.agentId)).size).toBe(1);
  const ids = new Set(own.data.map((customer: { id: string }) => customer.id));
  const foreign = Array.from({ length: 60 }, (_, i) => String(i + 1)).find((id) => !ids.has(id));
  for (const path of [
    `customers/${foreign}`,
    'connections',
    'team',
    'audit',
    'reconciliation',
    'records',
    'margin',
    'margin/purchases',
  ]) {
    const response = await page.goto(`${app.url}/${path}`);
    expect(response?.status(), path).toBe(404);
  }
  await page.goto(`${app.url}/customers/${[...ids][0]}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await page.content()).not.toMatch(/costPerGb|admin@gigatill\.test/);
  await page.goto(`${app.url}/customers?q=1138`);
  await page.locator('main table').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Top up' }).click();
  await page.getByLabel('Amount (GB)').fill('0.5');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Confirm top-up' }).click();
  await expect(page.getByRole('dialog').getByText('0.5 GB were added.')).toBeVisible();
});

test('a viewer reads what an admin reads and changes nothing', async ({ page }) => {
  await signIn(page, 'viewer@example.com');
  expect(await navigation(page)).toEqual(expect.arrayContaining(['Connections', 'Reconciliation', 'Billing', 'Audit']));
  await page.goto(`${app.url}/customers?q=1138`);
  await page.locator('main table').getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Top up' })).toHaveCount(0);
  await page.goto(`${app.url}/connections`);
  await expect(page.getByRole('link', { name: /IPWeb/ }).first()).toBeVisible();
  expect(await page.content()).not.toContain('SANDBOX0IPWEB0TOKEN');
});

test('nobody is let in without signing in', async ({ page }) => {
  await page.goto(`${app.url}/customers`);
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await page.request.get(`${app.url}/api/v1/customers`)).status()).toBe(401);
});
