import type { Browser } from '@playwright/test';
import { admin, expect, signIn, test } from './fixtures/app';

/** A person of the test's own: other tests sign in as the administrator, in English. */
async function newViewer(browser: Browser, url: string): Promise<{ email: string; password: string }> {
  const page = await browser.newPage({ baseURL: url, locale: 'en-GB' });
  await signIn(page, admin, '/team');
  await page.getByRole('button', { name: 'Add user' }).click();
  const email = 'languages@example.com';
  await page.getByLabel('Mail').fill(email);
  await page.getByLabel('First sign-in').selectOption({ label: 'With a password made up now' });
  await page.getByRole('dialog').getByRole('button', { name: 'Add user' }).click();
  const password = await page.getByRole('dialog').getByRole('status', { name: 'Password' }).textContent();
  await page.close();
  return { email, password: password ?? '' };
}

test.use({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });

test('the browser’s language greets, the chosen one stays, an error speaks it, and mails do', async ({
  page,
  browser,
  baseURL,
}) => {
  const viewer = await newViewer(browser, baseURL ?? '');
  await page.goto('/sign-in?next=/settings');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await page.getByRole('button', { name: '简体中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByLabel('邮箱').fill(viewer.email);
  await page.getByLabel('密码').fill(`${viewer.password} no`);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByText('邮箱或密码错误。')).toBeVisible();
  await page.getByLabel('密码').fill(viewer.password);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('heading', { name: '设置', level: 1 })).toBeVisible();

  await page.getByLabel('语言').selectOption('日本語');
  await page.getByLabel('时区').selectOption('Asia/Tokyo');
  await page.getByRole('button', { name: '保存' }).first().click();
  await expect(page.getByRole('heading', { name: '設定', level: 1 })).toBeVisible();
  await page.getByLabel('現在のパスワード').fill('not this one');
  await page.getByLabel('新しいパスワード').fill('another password');
  await page.getByRole('button', { name: 'パスワードを変更' }).click();
  await expect(page.getByText('現在のパスワードが正しくありません。')).toBeVisible();

  await page.getByLabel('言語').selectOption('');
  await page.getByLabel('タイムゾーン').selectOption('');
  await page.getByRole('button', { name: '保存' }).first().click();
  await expect(page.getByText('保存しました。')).toBeVisible();

  // Without a choice mails are in the language of the page where the person signed in, whoever asks for them.
  const office = await browser.newPage({ baseURL: baseURL ?? '', locale: 'en-GB' });
  await office.goto('/sign-in/forgot');
  await office.getByLabel('Email').fill(viewer.email);
  await office.getByRole('button', { name: 'Send the link' }).click();
  await expect(office.getByText('If this address may sign in, a mail')).toBeVisible();
  await signIn(office, admin, '/settings/outbox');
  await expect(office.getByRole('heading', { name: 'Outbox' })).toBeVisible();
  const letter = office.getByRole('listitem').filter({ hasText: `To ${viewer.email}` });
  await expect(async () => {
    await office.reload();
    await expect(letter.filter({ hasText: '重置 Gigatill 密码' })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
  await office.close();
});
