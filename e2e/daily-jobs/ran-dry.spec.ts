import { expect, type Page } from '@playwright/test';
import { expectToFit, TURNS, test } from '../fixtures/people';

/** 10:00: the customer is on the phone and wants it now; found and topped up without the mouse. */

/** Whom each turn tops up: accounts that no other test does, or the question "Again?" would come between. */
const CALLERS = [
  { typed: '1311', name: 'Redwood Reviews', gb: '0.11' },
  { typed: 'pinnacle', name: 'Pinnacle Lodging', gb: '0.12' },
  { typed: '1144', name: 'Grace Mwangi', gb: '1' },
  { typed: '1381', name: 'House monitoring', gb: '' },
];

/** Opens the palette from wherever the focus is and types at once, until the wanted line is the chosen one. */
async function find(page: Page, typed: string, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Search everything' });
  await page.keyboard.type(typed);
  await expect(box).toBeFocused();
  await expect(box).toHaveValue(typed);
  await expect(page.getByRole('option', { selected: true })).toContainText(name);
}

for (const [turn, { role, look }] of TURNS.entries()) {
  const { typed, name, gb } = CALLERS[turn] ?? { typed: '', name: '', gb: '' };
  test.describe(`${role}, ${look}`, () => {
    test.use({ role, look });

    test('from the palette to the result by keyboard', async ({ page }) => {
      await page.goto('/usage');
      await expect(page.getByRole('heading', { name: 'Usage', level: 1 })).toBeVisible();
      await find(page, typed, name);
      await page.keyboard.press('Control+Enter');
      await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
      if (role === 'viewer') {
        await expect(page.getByRole('dialog')).toHaveCount(0);
        await expect(page.getByRole('button', { name: /Top up|Deduct|Edit/ })).toHaveCount(0);
        await page.goto(`${page.url()}?do=top-up`);
        await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
        await expect(page.getByRole('dialog')).toHaveCount(0);
        return;
      }
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByLabel('Amount (GB)')).toBeFocused();
      await page.keyboard.type(gb);
      await page.keyboard.press('Enter');
      await expect(dialog).toContainText(role === 'agent' ? '2.10 USD' : 'MB');
      await expectToFit(page, look);
      await expect(dialog.getByRole('button', { name: 'Confirm top-up' })).toBeEnabled();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await expect(dialog.getByRole('button', { name: 'Confirm top-up' })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(dialog.getByText(`${gb} GB were added.`)).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
      const done = page.getByRole('table', { name: 'Orders' }).getByRole('row').nth(1);
      await expect(done).toContainText('Done');
      await expect(done).toContainText(gb);
      await expectToFit(page, look);
    });
  });
}

test.describe('what the palette finds', () => {
  test.use({ role: 'agent', look: 'wide dark' });

  test('a phone number and an order of one’s own, nothing of another’s', async ({ page }) => {
    await page.goto('/customers');
    await find(page, '07093193162', 'オリオン看板');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('#6');
    await expect(page.getByRole('option', { selected: true })).toContainText('Order 6');
    for (const foreign of ['Quillon', '1166', '#5']) {
      await page.keyboard.press('Control+a');
      await page.keyboard.type(foreign);
      await expect(page.getByText(`Nothing fits “${foreign}”`)).toBeVisible();
    }
  });
});
