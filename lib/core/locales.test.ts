import { expect, it } from 'vitest';
import { localeOfHeader } from './locales';

it.each([
  ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['de-DE,de;q=0.9,ja;q=0.7,en;q=0.5', 'ja'],
  ['fr', 'en'],
  ['ja;q=0, zh;q=0.2', 'zh-CN'],
  ['en;q=0.4, ja-JP;q=0.6', 'ja'],
  ['', 'en'],
  [null, 'en'],
])('of %s it takes %s', (header, locale) => {
  expect(localeOfHeader(header)).toBe(locale);
});
