import type { Page } from '@playwright/test';
import { callControl } from '../sandbox/control-client';
import { expect, signInAsAdmin, test } from './fixtures/app';

/** Bulk top-ups, held against what the provider has added, and automatic ones. */

type Account = { externalId: string; externalName: string | null; customerId: string; residualBytes: number | null };

/** Two IPWeb accounts of the demo that do not run dry soon: those that do are topped up by other tests. */
async function readAccounts(page: Page): Promise<[Account, Account]> {
  const { data } = await (await page.request.get('/api/v1/accounts?limit=500')).json();
  const fit = (data as (Account & { provider: string; daysLeft: number | null })[]).filter(
    ({ provider, customerId, daysLeft }) => provider === 'ipweb' && customerId !== null && (daysLeft ?? 99) > 20,
  );
  const [first, second] = fit;
  if (!first || !second) throw new Error('the demo has no two accounts to top up');
  return [first, second];
}

test.beforeEach(({ page }) => signInAsAdmin(page));

test('of three pasted rows the two good ones are ordered, each exactly once', async ({ page, sandboxUrl }) => {
  const [first, second] = await readAccounts(page);
  const addedTo = async ({ externalId }: Account): Promise<string[]> => {
    const ledger = await callControl(sandboxUrl, `ledger?provider=ipweb&customerId=${externalId}`);
    return (ledger as { effects: { mb: string }[] }).effects.map(({ mb }) => mb);
  };
  const before = [(await addedTo(first)).length, (await addedTo(second)).length];

  await page.goto('/orders/bulk');
  await page.getByLabel('Rows').fill(`${first.externalId}\t0.5\tNovember\n${second.externalId}\t0.25\nnobody\t1`);
  await page.getByRole('button', { name: 'Check the rows' }).click();
  await expect(page.getByText('1 row will not be ordered')).toBeVisible();
  const rowOf = (no: number) => page.getByRole('table', { name: 'Rows' }).getByRole('row').nth(no);
  await expect(rowOf(1)).toContainText('Ready');
  await expect(rowOf(3)).toContainText('Not ordered');
  await expect(rowOf(3)).toContainText('No account has this id, number or name.');
  expect(await addedTo(first)).toHaveLength(before[0] ?? 0);

  await page.getByRole('button', { name: /^Order 2 rows: 0\.75 GB/ }).click();
  await expect(page.getByText('2 done · 1 not ordered')).toBeVisible({ timeout: 30_000 });
  await expect(rowOf(1)).toContainText('Done');
  await expect(rowOf(2)).toContainText('Done');
  await expect(rowOf(3)).toContainText('Not ordered');
  await expect(page.getByText('Finished')).toBeVisible();
  expect((await addedTo(first)).slice(before[0])).toEqual(['512']);
  expect((await addedTo(second)).slice(before[1])).toEqual(['256']);
});

test('a rule on a customer’s page says what it will do, and is switched off again', async ({ page }) => {
  const [account] = await readAccounts(page);
  await page.goto(`/customers/${account.customerId}`);
  await page.getByRole('button', { name: /^Set up the automatic top-up of/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Add', { exact: true }).selectOption('Each week');
  await dialog.getByLabel('On', { exact: true }).selectOption('Sunday');
  await dialog.getByLabel('At', { exact: true }).fill('08:15');
  await dialog.getByLabel('Time zone').fill('Asia/Tokyo');
  await dialog.getByLabel('Add (GB)').fill('5');
  await dialog.getByLabel('At most a month (GB, optional)').fill('3');
  await dialog.getByRole('button', { name: 'Save and switch on' }).click();
  await expect(dialog.getByText('Less than one top-up: it would never be made.')).toBeVisible();
  await dialog.getByLabel('At most a month (GB, optional)').fill('40');
  await dialog.getByRole('button', { name: 'Save and switch on' }).click();
  await expect(page.getByText(/^Each Sunday at 08:15, Asia\/Tokyo, adds 5 GB; today/)).toBeVisible();
  await expect(dialog).toHaveCount(0);

  await page.getByRole('button', { name: /^Change the automatic top-up of/ }).click();
  await dialog.getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByText(/switched it off\.$/)).toBeVisible();
});
