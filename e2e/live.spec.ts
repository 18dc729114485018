import type { Page } from '@playwright/test';
import { callControl } from '../sandbox/control-client';
import { expect, signInAsAdmin, test } from './fixtures/app';

/** What moves on screen without reload, and what stays when the connection is lost. */

test.beforeEach(({ page }) => signInAsAdmin(page));

/** The path of a customer with a steady IPWeb account. */
async function steadyCustomer(page: Page): Promise<string> {
  const { data } = await (await page.request.get('/api/v1/accounts?limit=500')).json();
  const fit = (
    data as { provider: string; customerId: string | null; daysLeft: number | null; externalName: string | null }[]
  ).filter(({ provider, customerId, daysLeft }) => provider === 'ipweb' && customerId !== null && (daysLeft ?? 0) > 20);
  return `/customers/${fit.at(-1)?.customerId}`;
}

async function review(page: Page, gb: string) {
  await page.getByRole('button', { name: 'Top up', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Amount (GB)').fill(gb);
  await dialog.getByRole('button', { name: 'Review' }).click();
  await expect(dialog.getByRole('button', { name: 'Confirm top-up' })).toBeVisible();
}

const banner = (page: Page, text: string | RegExp) => page.locator('.connection-banner').getByText(text);

test('a lost connection is said, keeps what is typed, and is caught up with', async ({ page, context }) => {
  await page.goto(await steadyCustomer(page));
  const button = page.getByRole('button', { name: 'Top up', exact: true });
  await button.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Amount (GB)').fill('2.5');
  await context.setOffline(true);
  await expect(banner(page, /^No connection since \d\d:\d\d\. What you see is as of then\./)).toBeVisible();
  await dialog.getByRole('button', { name: 'Review' }).click();
  await expect(dialog.getByText('The server could not be reached. Nothing was sent; try again.')).toBeVisible();
  await context.setOffline(false);
  await expect(banner(page, 'Connected again. The page is up to date.')).toBeVisible();
  await expect(dialog.getByLabel('Amount (GB)')).toHaveValue('2.5');
  await dialog.getByRole('button', { name: 'Review' }).click();
  await expect(dialog.getByRole('button', { name: 'Confirm top-up' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await expect(page.locator('.connection-banner')).toBeHidden();
});

test('without a connection a link does not lose the page', async ({ page, context }) => {
  const path = await steadyCustomer(page);
  await page.goto(path);
  await context.setOffline(true);
  await expect(banner(page, /^No connection since/)).toBeVisible();
  const orders = page.getByRole('navigation').getByRole('link', { name: 'Orders', exact: true }).first();
  await orders.click();
  await expect(banner(page, /Nothing here is lost; open it when the connection is back\.$/)).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(path);
  await context.setOffline(false);
  await expect(banner(page, 'Connected again. The page is up to date.')).toBeVisible();
  await orders.click();
  await expect(page.getByRole('heading', { name: 'Orders', level: 1 })).toBeVisible();
});

test('an order on its way settles in the list by itself', async ({ page, context, sandboxUrl }) => {
  const path = await steadyCustomer(page);
  const maker = await context.newPage();
  await maker.goto(path);
  await review(maker, '0.37');
  const match = { provider: 'ipweb', path: 'rechargeTrafficCount', times: 1 };
  await callControl(sandboxUrl, 'faults', 'POST', { match, fault: { kind: 'delay', ms: 6_000 } });
  await maker.getByRole('button', { name: 'Confirm top-up' }).click();
  const row = page.getByRole('row').filter({ hasText: '0.37' });
  await expect(async () => {
    await page.goto('/orders');
    await expect(row.getByText(/Sending|Queued/)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 5_000 });
  await page.evaluate(() => Object.assign(window, { notReloaded: true }));
  await expect(row.getByText('Done')).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, 'notReloaded'))).toBe(true);
});
