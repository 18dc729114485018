import { expect, it } from 'vitest';
import { knownProviderWords } from '@/messages/provider-words';

it.each([
  ['充值成功', 'en', 'Topped up'],
  ['充值成功', 'zh-CN', null],
  ['充值成功', 'ja', 'チャージしました'],
  ['500: 余额不足', 'en', 'The balance is too low'],
  ['参数错误：时间格式', 'ja', 'パラメーターが誤っています'],
  ['Insufficient balance', 'zh-CN', '余额不足'],
  ['something new', 'zh-CN', null],
] as const)('%s in %s', (words, locale, said) => {
  expect(knownProviderWords(words, locale)).toBe(said);
});
