import { type Browser, expect, type Page } from '@playwright/test';
import { expectToFit, TURNS, test } from '../fixtures/people';

/** 11:30: "I never got those gigabytes." From the order to its proof, and the proof handed out. */

/** Which of the orders of the first start each turn looks at; of one that links are made for there is no other turn. */
const DISPUTED = [
  { id: '5', gb: '25', mb: '25600 MB', price: '66.25 USD' },
  { id: '4', gb: '20', mb: '20480 MB', price: '330.00 CNY' },
  { id: '6', gb: '30', mb: '30720 MB', price: '63.00 USD' },
  { id: '1', gb: '5', mb: '5120 MB', price: '12.00 USD' },
];
/** Another agent's. */
const FOREIGN = '2';

/** A page of somebody who has no sign-in. */
async function stranger(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const nobody = { cookies: [], origins: [] };
  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), storageState: nobody, locale: 'en-GB' });
  return context.newPage();
}

async function expectPdf(page: Page, url: string): Promise<void> {
  const file = await page.request.get(url);
  expect(file.headers()['content-type']).toBe('application/pdf');
  expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
}

for (const [turn, { role, look }] of TURNS.entries()) {
  const { id, gb, mb, price } = DISPUTED[turn] ?? { id: '', gb: '', mb: '', price: '' };
  test.describe(`${role}, ${look}`, () => {
    test.use({ role, look });

    test('the order explains itself, and its pack opens for who has the link', async ({ page, browser, baseURL }) => {
      await page.goto('/orders');
      await page
        .getByRole('table', { name: 'Orders' })
        .getByRole('link', { name: new RegExp(`^#${id} `) })
        .click();
      const order = page.locator('main');
      await expect(order.getByRole('heading', { name: `Top-up of ${gb} GB` })).toBeVisible();
      for (const fact of [mb, price, 'Accepted', '充值成功']) {
        await expect(order.getByText(fact).first()).toBeVisible();
      }
      await expect(order.getByRole('heading', { name: 'Timeline' })).toBeVisible();
      await expectToFit(page, look);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        order.getByRole('link', { name: 'Download PDF' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/\.pdf$/);
      await expectPdf(page, `/orders/${id}/dispute.pdf`);
      expect((await page.request.get(`/orders/${FOREIGN}/dispute.pdf`)).status()).toBe(role === 'agent' ? 404 : 200);

      if (role === 'viewer') {
        await expect(order.getByRole('button')).toHaveCount(0);
        return;
      }
      await order.getByRole('button', { name: 'Make a link' }).click();
      const link = (await order.getByRole('status', { name: 'Link to this pack' }).textContent()) ?? '';
      const customer = await stranger(browser, baseURL);
      await customer.setViewportSize(page.viewportSize() ?? { width: 390, height: 844 });
      await customer.emulateMedia({ colorScheme: look.endsWith('dark') ? 'dark' : 'light' });
      await customer.goto(link);
      await expect(customer.getByRole('heading', { level: 1 })).toContainText(`${gb} GB`);
      await expectToFit(customer, look);
      expect(await customer.content()).not.toMatch(/admin@gigatill\.test|costPerGb|SANDBOX0IPWEB0TOKEN/);
      await expectPdf(customer, `${new URL(link).pathname}/pdf`);

      await order.getByRole('button', { name: 'Close link' }).click();
      // Named otherwise while it is under way.
      await expect(order.getByRole('button', { name: /^(Close link|Closing)/ })).toHaveCount(0);
      expect((await customer.goto(link))?.status()).toBe(404);
      await customer.context().close();
    });
  });
}
