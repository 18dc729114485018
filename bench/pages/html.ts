import { gzipSync } from 'node:zlib';
import type { BrowserContext } from '@playwright/test';

type Html = {
  /** Of the first HTML. */
  kiB: number;
  /** True where a figure stands in the first HTML with its chart drawn. */
  chart: boolean;
};

const gzipKiB = (text: string) => gzipSync(text).length / 1024;

/** The first HTML of a page. */
export async function readHtml(context: BrowserContext, url: string): Promise<Html> {
  const html = await (await context.request.get(url)).text();
  return { kiB: gzipKiB(html), chart: /<figure.*?<svg.*?<(rect|path|polyline|line)\b/s.test(html) };
}
