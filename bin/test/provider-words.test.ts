import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { knownProviderWords } from '@/messages/provider-words';
import { base } from './languages/source';

it.each([
  ['充值成功', 'en', 'Topped up'],
  ['充值成功', 'zh-CN', null],
  ['充值成功', 'ja', 'チャージしました'],
  ['500: 余额不足', 'en', 'The balance is too low'],
  ['参数错误：时间格式', 'ja', 'パラメーターが誤っています'],
  ['Insufficient balance', 'zh-CN', '余额不足'],
  ['something new', 'zh-CN', null],
  ['充值成功 (200)', 'ja', 'チャージしました'],
  ['添加成功! (0/1)', 'en', 'Done'],
  ['IPWeb refused flowReport: 500 余额不足', 'en', 'The balance is too low'],
  ['Freebit refused mvno/getTrafficInfo: 210 NG', 'ja', '該当するアカウントがありません'],
  ['NG (211)', 'en', 'The state of the account does not allow it'],
  ['Nothing was sent: NG (240)', 'zh-CN', '电话号码有问题'],
  ['HTTP 500: 系统繁忙，请稍后再试 (500)', 'ja', 'システムが混み合っています。後でもう一度お試しください'],
  ['Somebody wrote: call them at (12) noon', 'ja', null],
] as const)('%s in %s', (words, locale, said) => {
  expect(knownProviderWords(words, locale)).toBe(said);
});

it('takes the code from beside the words', () => {
  expect(knownProviderWords('NG', 'en', '210')).toBe('There is no such account');
  expect(knownProviderWords('NG', 'en', '999')).toBe('Refused');
});

/** Code and words of the providers' own documents. */
const DOCUMENTED = [
  ...['充值成功', '扣除成功', '操作成功', '查询成功', '添加成功!', '该订单已处理', '无效的认证令牌', '账号信息不完整'],
  ...['success', 'OK', '201 Bad Request', '204 Bad Request', '205 Auth Error', '323 Not Found'],
  ...['210 NG', '211 NG', '240 NG'],
];

/** What our sandbox says in a provider's stead. */
const PLAYED = ['ipweb', 'ipidea'].flatMap((provider) =>
  readdirSync(join(base, 'sandbox', provider))
    .filter((name) => !name.endsWith('.test.ts'))
    .flatMap((name) => [
      ...readFileSync(join(base, 'sandbox', provider, name), 'utf8').matchAll(
        /(?:answer\w+|fail\w+)\((?:request, )?(?:\d, )?['`]([^'`]*\p{Script=Han}[^'`]*)['`]/gu,
      ),
    ])
    .map(([, words = '']) => words),
);

it('knows all that the providers document and that our sandbox plays', () => {
  expect(PLAYED.length).toBeGreaterThan(20);
  const all = [...new Set([...DOCUMENTED, ...PLAYED])];
  const foreign = { en: /\p{Script=Han}|^[A-Z]+$/u, ja: /[a-z]|\p{Script=Han}/u, 'zh-CN': /^[\x20-\x7e]+$/ } as const;
  for (const locale of ['en', 'ja', 'zh-CN'] as const) {
    const unknown = all.filter((words) => foreign[locale].test(words) && knownProviderWords(words, locale) === null);
    expect([locale, unknown]).toEqual([locale, []]);
  }
});
