import { expect } from '@playwright/test';
import { expectToFit, TURNS, test } from '../fixtures/people';

/** 08:30: who is dry, who is nearly dry, what failed, is a provider down, is the own stock enough. */

for (const { role, look } of TURNS) {
  test.describe(`${role}, ${look}`, () => {
    test.use({ role, look });

    test('the morning board says who needs something and leads there', async ({ page }) => {
      await page.goto('/');
      const board = page.locator('main');
      await expect(board.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
      await expect(board.getByText(/^Looked at /)).toBeVisible();
      await expect(board.getByText('Savanna Fares')).toBeVisible();
      const dry = board.getByRole('link', { name: /customers? runs? dry within three days/ });
      // What the house sees of its own stock and of others' customers is nothing for an agent.
      for (const house of [/Quillon Media/, /IPIDEA \(sandbox\)/, /You can still sell/]) {
        if (role === 'agent') await expect(board.getByText(house)).toHaveCount(0);
        else await expect(board.getByText(house).first()).toBeVisible();
      }
      await expect(board.getByText('To spend')).toHaveCount(role === 'agent' ? 1 : 0);

      const chart = board.getByRole('figure', { name: 'Daily usage' });
      await chart.getByRole('button', { name: 'Show as table' }).click();
      await expect(chart.getByRole('row')).toHaveCount(31);
      await expectToFit(page, look);

      await dry.click();
      await expect(board.getByRole('heading', { name: 'Customers', level: 1 })).toBeVisible();
      const rows = board.getByRole('table', { name: 'Customers' }).locator('tbody').getByRole('link');
      await expect(rows.filter({ hasText: 'Zawadi Jobs' })).toHaveCount(0);
      await expectToFit(page, look);
      await rows.filter({ hasText: 'Savanna Fares' }).click();
      await expect(board.getByRole('heading', { name: 'Savanna Fares' })).toBeVisible();
    });
  });
}
