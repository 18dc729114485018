import type { Page } from '@playwright/test';
import { expect, signInAsAdmin, test } from './fixtures/app';

/** Lists sort by their column heads, and what is in the address stays. */

test.beforeEach(({ page }) => signInAsAdmin(page));

const head = (page: Page, name: string) => page.getByRole('columnheader', { name });

/** What a column's cells say, in GB; rows without a figure left out. */
async function gigabytes(page: Page): Promise<number[]> {
  const cells = await page.getByRole('cell', { name: / GB$/ }).allTextContents();
  return cells.map((text) => Number(text.replace(/[^\d.]/g, '')));
}

test('customers by residual, least and most first, by keyboard, with the filters kept', async ({ page }) => {
  await page.goto('/customers?q=example');
  await head(page, 'Residual').getByRole('button').focus();
  await page.keyboard.press('Space');
  await expect(page).toHaveURL('/customers?q=example&sort=residual');
  await expect(head(page, 'Residual')).toHaveAttribute('aria-sort', 'ascending');
  const least = await gigabytes(page);
  expect(least.length).toBeGreaterThan(10);
  expect(least).toEqual([...least].sort((a, b) => a - b));
  await head(page, 'Residual').getByRole('button').click();
  await expect(page).toHaveURL('/customers?q=example&sort=-residual');
  await expect(head(page, 'Residual')).toHaveAttribute('aria-sort', 'descending');
  const most = await gigabytes(page);
  expect(most).toEqual([...most].sort((a, b) => b - a));
  await page.getByRole('navigation', { name: 'Attention' }).getByRole('link', { name: 'Used up' }).click();
  await expect(page).toHaveURL('/customers?q=example&sort=-residual&attention=dry');
});

test('on a phone from a menu', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto('/customers');
  await page.getByText('Sort: Newest').click();
  await page.getByRole('link', { name: 'Lasts, shortest first' }).click();
  await expect(page).toHaveURL('/customers?sort=left');
  await expect(page.getByRole('row').nth(1)).toContainText('Used up');
  await expect(page.getByRole('list', { name: 'Sort' })).toBeHidden();
  await expect(page.locator('summary', { hasText: 'Sort' })).toBeFocused();
  await page.goto('/orders');
  await page.getByText('Sort: Newest first').click();
  await page.getByRole('link', { name: 'Oldest first' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText('#1');
});

test('orders, records and audit events oldest first', async ({ page }) => {
  await page.goto('/orders');
  await expect(head(page, 'Made').last()).toHaveAttribute('aria-sort', 'descending');
  await head(page, 'Made').last().getByRole('button').click();
  await expect(page.getByRole('row').nth(1)).toContainText('#1');
  await page.goto('/records');
  await head(page, 'At').getByRole('button').click();
  await expect(page).toHaveURL('/records?sort=old');
  await expect(head(page, 'At')).toHaveAttribute('aria-sort', 'ascending');
  await page.goto('/audit');
  await page.getByLabel('Sort').selectOption('Oldest first');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText('User created #1')).toBeVisible();
});
