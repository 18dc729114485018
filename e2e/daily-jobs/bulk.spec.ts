import { expect, type Page } from '@playwright/test';
import { expectToFit, TURNS, test } from '../fixtures/people';

/** 16:00: many at once. Checked row by row, ordered once, with what became of each row. */

/** By turn: accounts that no other test tops up, and one that cannot be: missing, or another agent's. */
const LISTS = [
  { good: ['1253', '1264', '1297'], bad: '777777' },
  { good: ['1325', '1354'], bad: '777777' },
  { good: ['1332', '07093193162'], bad: '1166' },
];

async function check(page: Page, rows: readonly string[]): Promise<void> {
  await page.goto('/orders/bulk');
  await page.getByLabel('Rows', { exact: true }).fill(rows.join('\n'));
  await page.getByRole('button', { name: 'Check the rows' }).click();
}

for (const [turn, { good, bad }] of LISTS.entries()) {
  const { role, look } = TURNS[turn] ?? { role: 'admin', look: 'wide light' };
  test.describe(`${role}, ${look}`, () => {
    test.use({ role, look });

    test('a pasted list is looked over, ordered once and told row by row', async ({ page }) => {
      await check(page, [...good.map((account) => `${account}\t0.5\tPromo`), `${bad}\t0.5`]);
      const job = page.locator('main');
      await expect(job.getByText('1 row will not be ordered')).toBeVisible();
      await expect(job.getByRole('row').filter({ hasText: bad })).toContainText('Not ordered');
      await expectToFit(page, look);
      await job.getByRole('button', { name: `Order ${good.length} rows` }).dblclick();
      await expect(job.getByText('Finished', { exact: true })).toBeVisible({ timeout: 30_000 });
      for (const account of good) {
        await expect(job.getByRole('row').filter({ hasText: account })).toContainText('Done');
      }
      await expectToFit(page, look);
      const result = await (await page.request.get(`${new URL(page.url()).pathname}/export?format=csv`)).text();
      for (const account of good) expect(result.match(new RegExp(`\\b${account}\\b`, 'g')), account).not.toBeNull();

      for (const account of good) {
        const accounts = await (await page.request.get(`/api/v1/accounts?q=${account}`)).json();
        const id = accounts.data.find((one: { externalId: string }) => one.externalId === account)?.id;
        const orders = await (await page.request.get(`/api/v1/orders?accountId=${id}`)).json();
        expect(orders.data.filter((one: { note: string }) => one.note === 'Promo')).toHaveLength(1);
      }
    });
  });
}

test.describe('viewer, wide dark', () => {
  test.use({ role: 'viewer', look: 'wide dark' });

  test('reads the lists of others and changes none', async ({ page, browser }) => {
    const context = await browser.newContext({ storageState: `${process.env.E2E_SIGN_INS}/signed-in-admin.json` });
    const admin = await context.newPage();
    await admin.goto(`${process.env.E2E_URL}/orders/bulk`);
    await admin.getByLabel('Rows', { exact: true }).fill('1375\t0.5');
    await admin.getByRole('button', { name: 'Check the rows' }).click();
    await expect(admin.getByRole('button', { name: 'Discard' })).toBeVisible();

    await page.goto('/orders/bulk');
    await expect(page.getByRole('button', { name: 'Check the rows' })).toHaveCount(0);
    await page.goto(new URL(admin.url()).pathname);
    await expect(page.getByRole('table', { name: 'Rows' })).toContainText('1375');
    await expect(page.getByRole('button', { name: /Order|Discard/ })).toHaveCount(0);
    await expectToFit(page, 'wide dark');
    await admin.getByRole('button', { name: 'Discard' }).click();
    await expect(admin.getByText('Cancelled', { exact: true })).toBeVisible();
    await context.close();
  });
});
