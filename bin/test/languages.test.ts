import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/lib/core/locales';
import wordsJa from '@/messages/ja/sentences/words.json';
import { inLanguage, sentencesIn } from '@/messages/sentences';
import { toldIn } from '@/messages/told';
import { callsOf, mayUse } from './languages/calls';
import { argumentsOf, flatMessages } from './languages/catalogue';
import { hardCoded } from './languages/hard-coded';
import { covers, EVERYWHERE, wordsOfPage } from './languages/provided';
import { sentencesOf, templatesOf } from './languages/sentences';
import { base, parseModules } from './languages/source';

/** Files and sentences of `lib` that no screen shows, or that speak three languages by themselves. */
const NOT_SHOWN = [
  'lib/billing/statement-words.ts',
  'lib/demo/',
  'lib/setup/load-demo.ts',
  'lib/disputes/pack-words',
  'lib/infra/env.ts',
  'The idempotency key vanished.',
  'lib/infra/sql.ts',
  'lib/ledger/post-transaction.ts',
  'lib/reconciliation/compare-pools.ts',
];

const modules = parseModules(['app', 'components', 'lib']);
const screens = modules.filter(({ path }) => !path.startsWith('lib/') && !path.startsWith('app/api/'));
const english = flatMessages('en');

describe.each(LOCALES.filter((locale) => locale !== 'en'))('messages in %s', (locale) => {
  const messages = flatMessages(locale);

  it('has every key of English and no other', () => {
    expect([...messages.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('has the arguments of English', () => {
    const wrong = [...messages].filter(
      ([key, message]) => String(argumentsOf(message)) !== String(argumentsOf(english.get(key) ?? '')),
    );
    expect(wrong).toEqual([]);
  });

  it('leaves nothing empty or in English', () => {
    const same = [...messages].filter(([key, message]) => {
      const words = message.replace(/\{[^}]*\}|<[^>]*>/g, '').match(/[a-z]{3,}/g) ?? [];
      return message.trim() === '' || (message === english.get(key) && words.length > 1);
    });
    expect(same).toEqual([]);
  });
});

describe('use of messages', () => {
  it('asks for keys that exist, with the arguments that they take', () => {
    const wrong = modules.flatMap(callsOf).flatMap(({ place, scopes, key, names }) => {
      const full = scopes.map((scope) => (scope === '' ? key : `${scope}.${key}`));
      const message = full.map((name) => english.get(name)).find((found) => found !== undefined);
      if (message === undefined) return [`${place}: there is no message ${full.join(' or ')}`];
      const missing = argumentsOf(message).filter((name) => !names?.includes(name.replace(/[<>]/g, '')));
      return names === null || missing.length === 0 ? [] : [`${place}: ${full[0]} needs ${missing.join(', ')}`];
    });
    expect(wrong).toEqual([]);
  });

  it('has no message that nothing uses', () => {
    const unused = [...english.keys()].filter((key) => !modules.some((module) => mayUse(module, key)));
    expect(unused).toEqual([]);
  });

  it('has no text of the screens in the source', () => {
    expect(screens.flatMap(hardCoded)).toEqual([]);
  });
});

/** A page with the layouts around it. */
const pages = readdirSync(join(base, 'app'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /(^|\/)page\.tsx$/.test(name))
  .map((name) => {
    const folders = name.split('/').slice(0, -1);
    const layouts = ['', ...folders.map((_, index) => `${folders.slice(0, index + 1).join('/')}/`)].flatMap((folder) =>
      ['layout.tsx', 'error.tsx'].map((file) => `app/${folder}${file}`),
    );
    return { page: `app/${name}`, entries: [`app/${name}`, ...layouts].filter((path) => existsSync(join(base, path))) };
  });
const byPath = new Map(modules.map((module) => [module.path, module]));

describe.each(pages)('$page', ({ entries }) => {
  it('gives its client components the messages that they use, and no others', () => {
    const { needed, given } = wordsOfPage(entries, byPath);
    const all = [...EVERYWHERE, ...given.keys()];
    const lacking = [...needed].filter(([scope]) => !all.some((one) => covers(one, scope)));
    expect(lacking.map(([scope, path]) => `${scope} for ${path}: name it in <ClientWords of={[…]}>`)).toEqual([]);
    const idle = [...given].filter(([scope]) => ![...needed.keys()].some((one) => covers(scope, one)));
    expect(idle.map(([scope, path]) => `${scope} of ${path} is used by no client component`)).toEqual([]);
  });
});

describe('sentences of lib', () => {
  const said = modules.filter(({ path }) => path.startsWith('lib/')).flatMap(sentencesOf);
  const shown = said.filter(({ place, text }) => !NOT_SHOWN.some((one) => place.startsWith(one) || text === one));

  describe.each(['zh-CN', 'ja'] as const)('in %s', (locale) => {
    const sentences = sentencesIn(locale);

    it('have a translation', () => {
      expect(
        shown.filter(({ text }) => sentences[text] === undefined).map(({ place, text }) => `${place} ${text}`),
      ).toEqual([]);
    });

    it('are all said somewhere, with no value that English lacks', () => {
      const known = new Set(modules.flatMap(templatesOf));
      const words: Record<string, string> = wordsJa;
      const stale = Object.keys(sentences).filter((english) => !known.has(english) && words[english] === undefined);
      expect(stale).toEqual([]);
      const holes = (text: string) => text.replaceAll('{=', '{').match(/\{\d\}/g) ?? [];
      const wrong = Object.entries(sentences).filter(([english, text]) =>
        holes(text).some((hole) => !english.includes(hole)),
      );
      expect(wrong).toEqual([]);
    });

    it('are recognised with their values, whatever the values are', () => {
      const fill = (text: string) => text.replace(/\{=?(\d)\}/g, (_, index) => `x${index}y`);
      const lost = Object.entries(sentences).filter(
        ([english, text]) => inLanguage(fill(english), locale) !== fill(text),
      );
      expect(lost).toEqual([]);
    });
  });

  it('stay English in English, and what is not ours stays as it is', () => {
    expect(inLanguage('The order was not found.', 'en')).toBe('The order was not found.');
    expect(inLanguage('余额不足', 'ja')).toBe('余额不足');
    expect(inLanguage('The order was not found.', 'zh-CN')).toBe('未找到该订单。');
    expect(inLanguage('Order #7 awaits approval. Give it once.', 'ja')).toBe(
      '注文 #7 は承認待ちです。1 回だけ指定してください。',
    );
  });

  it('keep a person’s words as written, and have the provider’s translated beside', () => {
    expect(inLanguage('Approved', 'zh-CN')).toBe('已审批通过');
    expect(inLanguage('Settled by hand: approved', 'zh-CN')).toBe('人工裁定：approved');
    expect(toldIn('Settled by hand: it was OK', 'ja')).toBe('手動で確定: it was OK');
    expect(toldIn('Settled by hand: OK', 'ja')).toBe('手動で確定: OK');
    expect(toldIn('充值成功 (200)', 'ja')).toBe('充值成功 (200)（チャージしました）');
    expect(toldIn('Nothing was sent: the request failed', 'zh-CN')).toBe('未发送任何内容：请求失败');
    expect(toldIn('IPWeb refused flowReport: 500 余额不足', 'en')).toBe(
      'IPWeb refused flowReport: 500 余额不足 (The balance is too low)',
    );
    expect(
      inLanguage('IPWeb answered flowReport in a form it does not document at data.rows[3]: expected a number.', 'ja'),
    ).toBe('IPWeb の flowReport への応答が文書と異なります（data.rows[3]）: 数値である必要があります。');
  });
});
