import { expect, type Page } from '@playwright/test';
import { test as guest } from './fixtures/app';
import { test } from './fixtures/people';

/** What an agent and a viewer see of the house, and what they do not. */

function navigation(page: Page): Promise<string[]> {
  return page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts();
}

test.describe('agent', () => {
  test.use({ role: 'agent' });

  test('sees its own customers and no others', async ({ page }) => {
    await page.goto('/settings');
    const pages = await navigation(page);
    expect(pages).toEqual(expect.arrayContaining(['Overview', 'Customers', 'Usage', 'Orders']));
    const hidden = ['Connections', 'Team', 'Audit', 'Reconciliation', 'Margin'];
    for (const name of hidden) expect(pages).not.toContain(name);
    const own = await (await page.request.get('/api/v1/customers?limit=500')).json();
    expect(own.data.length).toBeGreaterThan(3);
    expect(new Set(own.data.map((customer: { agentId: string }) => customer.agentId)).size).toBe(1);
    const ids = new Set(own.data.map((customer: { id: string }) => customer.id));
    const foreign = Array.from({ length: 60 }, (_, i) => String(i + 1)).find((id) => !ids.has(id));
    await page.goto(`/customers/${foreign}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Top up' })).toHaveCount(0);
    await page.goto(`/customers/${[...ids][0]}`);
    await expect(page.getByRole('button', { name: 'Top up' })).toBeVisible();
    expect(await page.content()).not.toMatch(/costPerGb|admin@gigatill\.test/);
  });
});

test.describe('viewer', () => {
  test.use({ role: 'viewer' });

  test('reads what an admin reads and changes nothing', async ({ page }) => {
    await page.goto('/customers?q=1138');
    expect(await navigation(page)).toEqual(
      expect.arrayContaining(['Connections', 'Reconciliation', 'Billing', 'Audit']),
    );
    await page.getByRole('table', { name: 'Customers' }).locator('tbody').getByRole('link').first().click();
    await expect(page.getByRole('heading', { name: 'Savanna Fares', level: 1 })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Top up' })).toHaveCount(0);
    await page.goto('/connections');
    await expect(page.getByRole('link', { name: /IPWeb/ }).first()).toBeVisible();
    expect(await page.content()).not.toContain('SANDBOX0IPWEB0TOKEN');
  });
});

guest('nobody is let in without signing in', async ({ page }) => {
  await page.goto('/customers');
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await page.request.get('/api/v1/customers')).status()).toBe(401);
});
