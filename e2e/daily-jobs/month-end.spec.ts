import { expect, type Page } from '@playwright/test';
import { expectToFit, TURNS, test } from '../fixtures/people';

/** Month end: the statement as PDF and CSV, closed once and the same file ever after. */

/** Whose month each turn looks at; no other test closes one. */
const AGENTS = ['Harbor & Finch', 'Lindqvist Traffic', null, 'Northlane Data'];

const today = new Date();
const last = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1, 1));
const MONTH = last.toISOString().slice(0, 7);
const NAME = last.toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

async function openWallet(page: Page, agent: string | null): Promise<void> {
  await page.goto('/billing');
  if (agent !== null) await page.getByRole('table').getByRole('link', { name: agent }).click();
  await expect(page.getByRole('heading', { name: 'Statements' })).toBeVisible();
}

for (const [turn, { role, look }] of TURNS.entries()) {
  test.describe(`${role}, ${look}`, () => {
    test.use({ role, look });

    test('the statement of last month, downloaded, and closed by who may', async ({ page }) => {
      await openWallet(page, AGENTS[turn] ?? null);
      const row = page.getByRole('table', { name: 'Statements' }).getByRole('row').filter({ hasText: NAME });
      const link = (format: string) => row.getByRole('link', { name: `${NAME} as ${format}` });
      const address = async (format: string) => (await link(format).getAttribute('href')) ?? '';
      const file = async (format: string) => (await page.request.get(await address(format))).body();
      await expect(row).toContainText('Open');
      await expectToFit(page, look);
      const [download] = await Promise.all([page.waitForEvent('download'), link('CSV').click()]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`^statement-.*${MONTH}\\.csv$`));
      expect((await file('PDF')).subarray(0, 5).toString()).toBe('%PDF-');
      expect((await file('CSV')).toString()).toContain(MONTH);

      if (role !== 'admin') {
        await expect(row.getByRole('button')).toHaveCount(0);
        const another = (await address('JSON')).replace(/billingAccountId=\d+/, 'billingAccountId=1');
        expect((await page.request.get(another)).status()).toBe(role === 'agent' ? 404 : 200);
        return;
      }
      await row.getByRole('button', { name: `Close ${NAME}` }).click();
      const dialog = page.getByRole('dialog');
      await expectToFit(page, look);
      await dialog.getByRole('button', { name: 'Close month' }).click();
      await expect(row).toContainText('Closed');
      await expect(row.getByRole('button')).toHaveCount(0);
      const [pdf, csv] = [await file('PDF'), await file('CSV')];
      await page.reload();
      await expect(row).toContainText('Closed');
      expect(Buffer.compare(await file('PDF'), pdf)).toBe(0);
      expect(Buffer.compare(await file('CSV'), csv)).toBe(0);
    });
  });
}
