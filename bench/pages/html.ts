import { gzipSync } from 'node:zlib';
import type { BrowserContext } from '@playwright/test';
import { messages } from '@/messages/en';

export type Html = {
  /** Of the first HTML. */
  kiB: number;
  /** How much of it is the messages that client components say. */
  wordsKiB: number;
  /** True where a figure stands in the first HTML with its chart drawn. */
  chart: boolean;
};

const gzipKiB = (text: string) => gzipSync(text).length / 1024;

/** As React writes a value into a script of the page: JSON in a JSON string, without what would end the script. */
function asWritten(value: unknown): string {
  const once = JSON.stringify(value);
  return JSON.stringify(once)
    .slice(1, -1)
    .replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Every group of messages, the longest first: a whole namespace goes before its parts. */
const written = Object.values(messages)
  .flatMap((namespace) => [namespace, ...Object.values(namespace)])
  .filter((group) => typeof group === 'object')
  .map(asWritten)
  .sort((a, b) => b.length - a.length);

/** The first HTML of a page in English, with and without the messages in it. */
export async function readHtml(context: BrowserContext, url: string): Promise<Html> {
  const html = await (await context.request.get(url)).text();
  const bare = written.reduce((text, group) => text.replaceAll(group, '{}'), html);
  const chart = /<figure.*?<svg.*?<(rect|path|polyline|line)\b/s.test(html);
  return { kiB: gzipKiB(html), wordsKiB: gzipKiB(html) - gzipKiB(bare), chart };
}
