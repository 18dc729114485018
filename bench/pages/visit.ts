import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { root } from '../../bin/install.mjs';
import { readHtml } from './html';

export type Visit = {
  /** As it went over the wire, headers included. */
  scriptKiB: number;
  requests: number;
  /** Milliseconds from the start of the navigation. */
  lcpMs: number;
  /** When the first bar or line of a chart was in the document; null where the page has none. */
  chartMs: number | null;
  cls: number;
  htmlKiB: number;
  chartInHtml: boolean;
};

/** What bench/pages/observe.js leaves in the page. */
type Seen = { lcpMs: number; cls: number; chartMs: number | null };

/** Counts what is fetched for the page, by the browser's own account. */
async function countTraffic(page: Page): Promise<() => { scriptKiB: number; requests: number }> {
  const protocol = await page.context().newCDPSession(page);
  const scripts = new Set<string>();
  let scriptBytes = 0;
  let requests = 0;
  protocol.on('Network.requestWillBeSent', ({ request }) => {
    if (/^https?:/.test(request.url)) requests += 1;
  });
  protocol.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scriptBytes += encodedDataLength;
  });
  await protocol.send('Network.enable');
  return () => ({ scriptKiB: scriptBytes / 1024, requests });
}

export type StorageState = Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>;

/** Opens a page with a cold cache, signed in as `storageState` says, and leaves it alone until nothing more is fetched. */
export async function visit(browser: Browser, url: string, storageState?: StorageState): Promise<Visit> {
  const viewport = { width: 1440, height: 900 };
  const context = await browser.newContext(storageState === undefined ? { viewport } : { viewport, storageState });
  try {
    const page = await context.newPage();
    const traffic = await countTraffic(page);
    await page.addInitScript({ path: join(root, 'bench/pages/observe.js') });
    const response = await page.goto(url, { waitUntil: 'load' });
    if (response?.status() !== 200) throw new Error(`${url} answered ${response?.status()}`);
    if (page.url() !== url) throw new Error(`${url} led to ${page.url()}`);
    await page.waitForLoadState('networkidle');
    const seen = await page.evaluate(() => (globalThis as unknown as { benchSeen: Seen }).benchSeen);
    const counted = { ...seen, ...traffic() };
    const html = await readHtml(context, url);
    return { ...counted, htmlKiB: html.kiB, chartInHtml: html.chart };
  } finally {
    await context.close();
  }
}
