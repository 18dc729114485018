import { type App, admin, expect, signIn, startApp, test } from './fixtures/app';

/** From the empty installation to the first chart, by the guide on the Overview alone. */

let app: App;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  app = await startApp({ GIGATILL_SANDBOX: 'off' });
});

test.afterAll(async () => {
  await app?.stop();
});

test('the guide leads from nothing to the first chart', async ({ page, sandboxUrl }) => {
  await signIn(page, admin, undefined, app.url);
  const guide = page.getByRole('region', { name: 'Get started' });
  const now = guide.getByRole('listitem').and(page.locator('[aria-current="step"]'));

  // 1. Connect: a wrong token first, which the guide says in words.
  await expect(now).toContainText('Connect a provider');
  await expect(guide).toContainText('GIGATILL_SANDBOX=on');
  await guide.getByRole('link', { name: 'Connect IPWeb' }).click();
  await expect(page.getByRole('radio', { name: /IPWeb/ })).toBeChecked();
  await page.getByLabel('Base URL').fill(`${sandboxUrl}/ipweb`);
  await page.getByLabel('Token').fill('NOT0THE0TOKEN');
  await page.getByRole('button', { name: 'Connect and test' }).click();

  // 2. Test: what is wrong, where to mend it, and again.
  await expect(now).toContainText('Test the connection');
  await expect(now).toContainText('IPWeb refuses the credentials');
  await now.getByRole('link', { name: 'the connection’s settings' }).click();
  await page.getByLabel('Token').fill('SANDBOX0IPWEB0TOKEN0A7K2M9Q4X5Z1');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Not tested')).toBeVisible();
  await page.goto(app.url);
  await now.getByRole('button', { name: 'Test connection' }).click();

  // 3. Read: on this page, without a reload, to the end.
  await expect(now).toContainText('Read it for the first time');
  await now.getByRole('button', { name: 'Sync now' }).click();
  await expect(now).toContainText('Give the accounts to customers', { timeout: 30_000 });

  // 4. Assign: one is skipped, the others accepted at once; then the one that was left.
  await now.getByRole('link', { name: 'Review the proposals' }).click();
  await expect(page.getByRole('heading', { name: 'Assign accounts to customers' })).toBeVisible();
  const proposals = page.getByRole('list', { name: 'Accounts and the customers proposed for them' });
  await proposals.getByRole('button', { name: /^Skip/ }).first().click();
  await page.getByRole('button', { name: /^Accept all shown/ }).click();
  await expect(page.getByText(/accounts were assigned/)).toBeVisible();
  await page.getByRole('button', { name: 'Show them again' }).click();
  await proposals.getByRole('button', { name: /^Accept/ }).click();
  await page.getByRole('link', { name: 'Go on' }).click();

  // 5. The chart.
  await now.getByRole('button', { name: 'Open Usage' }).click();
  await expect(page.getByRole('figure', { name: 'Daily usage' })).toBeVisible();

  // All done; closed it stays away, and the settings bring it back.
  await page.goto(app.url);
  await expect(guide).toContainText('All five steps are done');
  await guide.getByRole('button', { name: 'Close the guide' }).click();
  await expect(guide).toBeHidden();
  await page.goto(`${app.url}/settings`);
  await page.getByRole('button', { name: 'Show it on the Overview' }).click();
  await expect(guide).toBeVisible();
});
