import type { Page } from '@playwright/test';
import { generateSync } from 'otplib';
import { admin, expect, signIn, test } from './fixtures/app';

const password = 'a password of my own';
const STEP_MS = 30_000;

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}

const overview = (page: Page) => page.getByRole('heading', { name: 'Overview', level: 1 });

/** Invites a person as the administrator, through the page; returns the link to pass on. */
async function invite(page: Page, email: string): Promise<string> {
  await signIn(page, admin, '/team');
  await page.getByRole('button', { name: 'Add user' }).click();
  await page.getByLabel('Mail').fill(email);
  await page.getByRole('button', { name: 'Invite' }).click();
  const link =
    (await page
      .getByRole('dialog')
      .getByRole('status', { name: /^Invitation link/ })
      .textContent()) ?? '';
  await page.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('row').filter({ hasText: email })).toContainText('Invited');
  await signOut(page);
  return new URL(link).pathname;
}

/** Opens the link of an invitation and sets the password, which signs in. */
async function accept(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(overview(page)).toBeVisible();
}

test('keyboard only: a wrong password is said and the address kept, the right one leads in, and out again', async ({
  page,
}) => {
  await page.goto('/customers');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel('Email').focus();
  await page.keyboard.type(admin.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'E-mail or password is wrong.' })).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue(admin.email);
  await page.getByLabel('Password').focus();
  await page.keyboard.type(admin.password);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(overview(page)).toBeVisible();
  await page.getByRole('button', { name: /^Account of/ }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Sign out', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto('/customers');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('an invitation, a second factor with its recovery code, without scripts too', async ({
  page,
  browser,
  baseURL,
}) => {
  const email = `second-factor-${Date.now()}@gigatill.test`;
  const path = await invite(page, email);
  await accept(page, path);

  await page.goto('/settings');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByLabel('Present password').last().fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('img', { name: /^QR code/ })).toBeVisible();
  const secret = ((await page.getByLabel('Key for the app').textContent()) ?? '').replaceAll(' ', '');
  const codeAt = (ms: number) => generateSync({ secret, epoch: Math.floor(ms / 1000) });
  const firstAt = Date.now();
  await page.getByLabel('Code that the app shows').fill(codeAt(firstAt));
  await page.getByRole('button', { name: 'Switch on' }).click();
  const shown = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(shown).toHaveCount(10);
  const [recoveryCode = ''] = await shown.allTextContents();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('10 of 10 recovery codes left')).toBeVisible();
  await signOut(page);

  // The code that switched it on is used up; the next step's is within what a clock may be off.
  await signIn(page, { email, password }, '/settings');
  await page.getByLabel('Code').fill(codeAt(firstAt));
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'wrong or was used' })).toBeVisible();
  await page.getByLabel('Code').fill(codeAt(firstAt + STEP_MS));
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('10 of 10 recovery codes left')).toBeVisible();

  const plain = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const other = await plain.newPage();
  await signIn(other, { email, password }, '/settings');
  await other.getByLabel('Code').fill(recoveryCode);
  await other.getByRole('button', { name: 'Continue' }).click();
  await expect(other.getByText('9 of 10 recovery codes left')).toBeVisible();
  await plain.close();

  await page.reload();
  await expect(page.getByText('9 of 10 recovery codes left')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(page.getByRole('button', { name: 'Sign out everywhere else' })).toBeHidden();
});

test('a forgotten password: no word on who exists, and the link in the outbox works once', async ({ page }) => {
  const email = `forgetful-${Date.now()}@gigatill.test`;
  await accept(page, await invite(page, email));
  await signOut(page);
  for (const asked of [email, `nobody-${email}`]) {
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
    await page.getByLabel('Email').fill(asked);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await expect(page.getByText('If this address may sign in, a mail')).toBeVisible();
  }
  await signIn(page, admin, '/settings/outbox');
  const mail = page
    .getByRole('listitem')
    .filter({ hasText: `To ${email}` })
    .filter({ hasText: 'A new password' });
  await expect(page.getByRole('heading', { name: 'Outbox' })).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(mail).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
  await expect(page.getByText(`To nobody-${email}`)).toHaveCount(0);
  await mail.getByText('Read', { exact: true }).click();
  const path = /\/reset\/[\w-]+/.exec((await mail.textContent()) ?? '')?.[0] ?? '';
  await signOut(page);
  await accept(page, path);
  await page.goto(path);
  await expect(page.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible();
});

test('the audit page gives its events as a file, to those who are signed in', async ({ page, request }) => {
  expect((await request.get('/audit/export')).status()).toBe(401);
  await signIn(page, admin, '/audit?action=session.opened');
  await page.getByText('Download', { exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Text (CSV)' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
  const file = await page.request.get('/audit/export?action=session.opened');
  const lines = (await file.text()).trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines.slice(1)) expect(line).toContain(',session.opened,');
});
