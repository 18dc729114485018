import AxeBuilder from '@axe-core/playwright';
import { expect } from './fixtures/app';
import { type Look, overflowOf, test } from './fixtures/people';

/** Every page through axe, wide and light, narrow and dark, and the top-up by keyboard alone. */

const PAGES = [
  '/',
  '/customers',
  '/customers/1',
  '/customers?q=a&attention=low&tag=SIM',
  '/usage',
  '/usage?by=customer',
  '/usage?look=calendar',
  '/usage?look=lines&by=connection&compare=year',
  '/orders',
  '/orders/1',
  '/orders/bulk',
  '/ip-orders',
  '/records',
  '/reconciliation',
  '/billing',
  '/billing/1',
  '/billing/prices',
  '/margin',
  '/margin/purchases',
  '/connections',
  '/connections/1',
  '/connections/assign',
  '/team',
  '/audit',
  '/settings',
  '/settings/alerts',
  '/settings/billing',
];

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

test.describe.configure({ mode: 'parallel' });

for (const look of ['wide light', 'narrow dark'] as const satisfies readonly Look[]) {
  test.describe(look, () => {
    test.use({ look });

    test('axe finds nothing', async ({ page }) => {
      test.setTimeout(300_000);
      for (const path of PAGES) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
        // Without frames axe needs no page of its own for each look.
        const axe = new AxeBuilder({ page }).setLegacyMode().options({ runOnly: TAGS, resultTypes: ['violations'] });
        const { violations } = await axe.analyze();
        expect.soft(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.target}`)).toEqual([]);
        expect.soft(await overflowOf(page), `${path} is wider than the screen`).toBeLessThanOrEqual(0);
      }
    });
  });
}

test('a top-up from search to result by keyboard alone', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('1138');
  await page.keyboard.press('Enter');
  const link = page.locator('main tbody').getByRole('link').first();
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
