import AxeBuilder from '@axe-core/playwright';
import { admin, expect, test } from './fixtures/app';

/** Every page through axe, wide and light, narrow and dark, and the top-up by keyboard alone. */

const PAGES = [
  '/',
  '/customers',
  '/customers/1',
  '/usage',
  '/usage?by=customer',
  '/orders',
  '/orders/1',
  '/ip-orders',
  '/records',
  '/reconciliation',
  '/billing',
  '/connections',
  '/connections/1',
  '/team',
  '/audit',
  '/settings',
];

test.beforeEach(async ({ page, baseURL }) => {
  await page.goto(`${baseURL}/sign-in`);
  await page.getByLabel('Email').fill(admin.email);
  await page.getByLabel('Password').fill(admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
});

for (const { colorScheme, width } of [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 390 },
] as const) {
  test(`axe finds nothing, ${colorScheme}, ${width} px`, async ({ page, baseURL }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    for (const path of PAGES) {
      await page.goto(`${baseURL}${path}`);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.target}`)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
    }
  });
}

test('a top-up from search to result by keyboard alone', async ({ page }) => {
  await page.keyboard.press('/');
  await page.keyboard.type('1138');
  await page.keyboard.press('Enter');
  const link = page.locator('main table').getByRole('link').first();
  await link.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Top up' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Amount (GB)')).toBeFocused();
  await page.keyboard.type('0.25');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Confirm top-up' })).toBeVisible();
  const confirm = page.getByRole('button', { name: 'Confirm top-up' });
  for (let i = 0; i < 6 && !(await confirm.evaluate((node) => node === document.activeElement)); i++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByText('0.25 GB were added.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
