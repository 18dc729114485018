import { admin, expect, test } from './fixtures/app';

test.use({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });

test('the browser’s language greets, the chosen one stays, and an error speaks it', async ({ page }) => {
  await page.goto('/sign-in?next=/settings');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await page.getByRole('button', { name: '简体中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByLabel('邮箱').fill(admin.email);
  await page.getByLabel('密码').fill(`${admin.password} no`);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByText('邮箱或密码错误。')).toBeVisible();
  await page.getByLabel('密码').fill(admin.password);
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
});
