import type { APIRequestContext } from '@playwright/test';
import { addressOf, PAGES, type PageLine } from '../app/testing/page-table';
import { expect } from './fixtures/app';
import { overflowOf, test } from './fixtures/people';

/** No page is wider than a phone, in any language. */

test.describe.configure({ mode: 'parallel' });

async function firstOf(request: APIRequestContext, path: string): Promise<string> {
  return (await (await request.get(`/api/v1/${path}?limit=1`)).json()).data[0].id;
}

/** The addresses of all pages that need no token; files are none. */
async function addresses(request: APIRequestContext, who: (line: PageLine) => boolean): Promise<string[]> {
  const ids: Partial<Record<NonNullable<PageLine['needs']>, string>> = { token: 'nobody' };
  const lists = {
    customer: 'customers',
    order: 'orders',
    wallet: 'billing-accounts',
    connection: 'connections',
  } as const;
  for (const needs of ['customer', 'order', 'wallet', 'connection'] as const) {
    ids[needs] = await firstOf(request, lists[needs]);
  }
  return Object.entries(PAGES).flatMap(([path, line]) => {
    if (!path.endsWith('page.tsx') || line.needs === 'bulk' || !who(line)) return [];
    return [`${addressOf(path, line.needs ? (ids[line.needs] ?? '') : '')}${line.search ?? ''}`];
  });
}

for (const locale of ['en-GB', 'zh-CN', 'ja-JP']) {
  test.describe(locale, () => {
    test.use({ locale, role: 'admin', look: 'narrow light' });

    test('every page fits on 390 px', async ({ page, browser, baseURL, request }) => {
      test.setTimeout(180_000);
      const tooWide: string[] = [];
      const look = async (at: typeof page, path: string) => {
        await at.goto(path);
        await expect(at.getByRole('heading', { level: 1 }).first()).toBeVisible();
        expect(await at.locator('html').getAttribute('lang'), path).toBe(locale.replace(/-(GB|JP)/, ''));
        const overflow = await overflowOf(at);
        if (overflow > 0) tooWide.push(`${path} by ${overflow} px`);
      };
      for (const path of await addresses(request, ({ who }) => who !== 'public')) await look(page, path);
      const context = await browser.newContext({
        ...(baseURL ? { baseURL } : {}),
        locale,
        viewport: { width: 390, height: 844 },
        storageState: { cookies: [], origins: [] },
      });
      const guest = await context.newPage();
      for (const path of await addresses(request, ({ who }) => who === 'public')) await look(guest, path);
      await context.close();
      expect(tooWide).toEqual([]);
    });
  });
}
