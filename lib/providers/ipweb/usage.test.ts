import { describe, expect, test } from 'vitest';
import type { UsageRow } from '../port';
import {
  errorOf,
  fakeSecrets,
  fixture,
  pagesOf,
  rowsOf,
  type Scripted,
  type SentCall,
  TIMED_OUT,
  target,
} from '../testing/fake-connection';
import { connect, line, report } from './testing';

function usageOf(answer: (call: SentCall, index: number) => Scripted) {
  const { adapter, calls } = connect(answer);
  if (adapter.usage?.mode !== 'range') throw new Error('IPWeb reads usage by range');
  return { read: adapter.usage.read, calls };
}

const WINDOW = { from: '2025-12-20', to: '2025-12-26' };

describe('flowReport', () => {
  test('reads the documented row exactly, asks for pages of 2,000 and sends the token in the header only', async () => {
    const seed = fixture('ipweb', 'flow-report').replace('1049', '1');
    const { read, calls } = usageOf(() => seed);
    expect(await rowsOf(read(WINDOW, null))).toEqual<UsageRow[]>([
      {
        externalId: '39',
        externalName: 'xxxx@gmaill.com',
        day: '2025-12-25',
        upload: 596_900_000n,
        download: 57_500_890_000n,
        total: 58_097_790_000n,
      },
    ]);
    const url = target(calls[0]);
    expect(url.pathname).toBe('/prod-api/open/dynamic/flowReport');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      pageNum: '1',
      pageSize: '2000',
      startDate: '2025-12-20',
      endDate: '2025-12-26',
    });
    expect(calls[0]?.headers).toEqual({ Token: fakeSecrets('ipweb')[0] });
    expect(calls[0]?.command).toBe(false);
  });

  test('reads the same where numbers are written as text', async () => {
    const seed = fixture('ipweb', 'flow-report').replace('1049', '1');
    const texts = seed.replaceAll(/: (-?\d+(?:\.\d+)?)(?=[,\s}])/g, ': "$1"');
    expect(texts).toContain('"code": "200"');
    expect(texts).toContain('"uploadFlow": "596.9"');
    const { read } = usageOf(() => texts);
    expect(await rowsOf(read(WINDOW, null))).toEqual(await rowsOf(usageOf(() => seed).read(WINDOW, null)));
  });

  test('asks for one account where one is named', async () => {
    const { read, calls } = usageOf(() => report([line(39)], 1));
    await rowsOf(read(WINDOW, null, '39'));
    expect(target(calls[0]).searchParams.get('customerId')).toBe('39');
  });

  test('reads on until the stated total has been seen, whatever size the pages have', async () => {
    const all = Array.from({ length: 7 }, (_, i) => line(i + 1));
    const { read, calls } = usageOf((_call, index) => report(all.slice(index * 3, index * 3 + 3), 7));
    const pages = await pagesOf(read(WINDOW, null));
    expect(pages.map(({ done, total, next }) => [done, total, next])).toEqual([
      [3, 7, { page: 2, total: 7 }],
      [6, 7, { page: 3, total: 7 }],
      [7, 7, null],
    ]);
    expect(calls).toHaveLength(3);
  });

  test('drops rows that a shifting list repeats', async () => {
    const answers = [[line(1), line(2)], [line(2), line(3)], [line(4)]];
    const { read } = usageOf((call) => report(answers[Number(target(call).searchParams.get('pageNum')) - 1] ?? [], 4));
    const rows = await rowsOf(read(WINDOW, null));
    expect(rows.map((row) => row.externalId)).toEqual(['1', '2', '3', '4']);
  });

  test('reads again from page 1 when the total moved, and does not keep the page that said so', async () => {
    const script = [
      report([line(1), line(2)], 4),
      report([line(3), line(4)], 5),
      report([line(9), line(1)], 5),
      report([line(2), line(3)], 5),
      report([line(4)], 5),
    ];
    const { read, calls } = usageOf((_call, index) => script[index] ?? '');
    const rows = await rowsOf(read(WINDOW, null));
    expect(calls.map((call) => target(call).searchParams.get('pageNum'))).toEqual(['1', '2', '1', '2', '3']);
    expect([...new Set(rows.map((row) => row.externalId))].sort()).toEqual(['1', '2', '3', '4', '9']);
  });

  test('gives up clearly when the total never holds still', async () => {
    const { read, calls } = usageOf((_call, index) => report([line(index), line(index + 100)], 10 + index));
    const error = await errorOf(rowsOf(read(WINDOW, null)));
    expect(error).toMatchObject({ kind: 'malformed', field: 'data.total' });
    expect(error.message).toContain('its total moved while it was read');
    expect(calls.length).toBeLessThanOrEqual(8);
  });

  test('gives up when fewer rows come than the total promises', async () => {
    const { read } = usageOf((_call, index) => (index % 2 === 0 ? report([line(1)], 3) : report([], 3)));
    const error = await errorOf(rowsOf(read(WINDOW, null)));
    expect(error.message).toContain('it ended before its total was reached');
  });

  test('gives up when every page is page 1', async () => {
    const { read } = usageOf(() => report([line(1), line(2)], 6));
    expect((await errorOf(rowsOf(read(WINDOW, null)))).message).toContain('a page repeats what came before');
  });

  test('gives up when there are more rows than the total says', async () => {
    const { read } = usageOf(() => report([line(1), line(2)], 1));
    expect((await errorOf(rowsOf(read(WINDOW, null)))).message).toContain('more rows than its total');
  });

  test('believes rows that the provider itself lists twice only after a second look', async () => {
    const pages = [[line(1), line(2)], [line(2)], []];
    const { read, calls } = usageOf((call) =>
      report(pages[Number(target(call).searchParams.get('pageNum')) - 1] ?? [], 3),
    );
    await expect(rowsOf(read(WINDOW, null))).rejects.toThrow('a page repeats what came before');
    const inOnePage = usageOf((call) =>
      report(target(call).searchParams.get('pageNum') === '1' ? [line(1), line(1)] : [], 2),
    );
    expect(await pagesOf(inOnePage.read(WINDOW, null))).toHaveLength(3);
    expect(inOnePage.calls).toHaveLength(4);
    expect(calls.length).toBeGreaterThan(2);
  });

  test('goes on after a crash at the stored page, and starts over when the total moved meanwhile', async () => {
    const all = Array.from({ length: 2_001 }, (_, i) => line(i + 1));
    const serve = (total: number) => (call: SentCall) => {
      const page = Number(target(call).searchParams.get('pageNum'));
      return report(all.slice((page - 1) * 2_000, page * 2_000), total);
    };
    const same = usageOf(serve(2_001));
    const pages = await pagesOf(same.read(WINDOW, { page: 2, total: 2_001 }));
    expect(pages.flatMap((page) => page.rows)).toHaveLength(1);
    expect(pages.at(-1)).toMatchObject({ done: 2_001, total: 2_001, next: null });
    const moved = usageOf(serve(2_001));
    expect(await rowsOf(moved.read(WINDOW, { page: 2, total: 1_999 }))).toHaveLength(2_001);
    expect(moved.calls.map((call) => target(call).searchParams.get('pageNum'))).toEqual(['2', '1', '2']);
  });

  test('an empty window is one empty last page', async () => {
    const { read } = usageOf(() => report([], 0));
    expect(await pagesOf(read(WINDOW, null))).toEqual([{ rows: [], done: 0, total: 0, next: null }]);
  });

  test.each([
    ['a figure with its unit', line(1, '2025-12-25', '"1.5 MB"'), 'data.rows[0].uploadFlow'],
    ['a figure that is null', line(1, '2025-12-25', '1', 'null'), 'data.rows[0].downloadFlow'],
    ['negative usage', line(1, '2025-12-25', '-0.01'), 'data.rows[0].uploadFlow'],
    ['a figure finer than the scale', line(1, '2025-12-25', '0.0000001'), 'data.rows[0].uploadFlow'],
    ['an absurd figure', line(1, '2025-12-25', '1e30'), 'data.rows[0].uploadFlow'],
    ['an endless figure', line(1, '2025-12-25', '9'.repeat(400)), 'data.rows[0].uploadFlow'],
    ['no calendar day', line(1, '2025-02-30'), 'data.rows[0].reportDate'],
    ['a day before the window', line(1, '2025-12-19'), 'data.rows[0].reportDate'],
    ['a day after the window', line(1, '2025-12-27'), 'data.rows[0].reportDate'],
    ['a broken id', line(1.5), 'data.rows[0].customerId'],
  ])('%s is an error that names the field', async (_name, row, field) => {
    const { read } = usageOf(() => report([row], 1));
    expect(await errorOf(rowsOf(read(WINDOW, null)))).toMatchObject({ kind: 'malformed', field });
  });

  test('the last field of two is refused when a page contradicts itself', async () => {
    const { read } = usageOf(() => report([line(1), line(1, '2025-12-25', '7')], 2));
    expect((await errorOf(rowsOf(read(WINDOW, null)))).message).toContain('two different rows');
  });

  test.each([
    ['an empty answer', '', 'malformed'],
    ['a web page', '<html>502</html>', 'malformed'],
    ['truncated JSON', report([line(1)], 1).slice(0, 90), 'malformed'],
    ['success without data', '{"code":200,"msg":"查询成功","data":null}', 'malformed'],
    ['success without a code', '{"msg":"查询成功","data":{"total":0,"rows":[]}}', 'malformed'],
    ['a code in words', '{"code":"OK","msg":"查询成功","data":{"total":0,"rows":[]}}', 'malformed'],
    ['rows that are no list', '{"code":200,"msg":"","data":{"total":0,"rows":{}}}', 'malformed'],
    ['a total in words', '{"code":200,"msg":"","data":{"total":"none","rows":[]}}', 'malformed'],
    ['an error code', '{"code":500,"msg":"系统繁忙"}', 'refused'],
    [
      'an error in the inner envelope',
      '{"code":200,"msg":"操作成功","data":{"total":0,"rows":[],"code":500,"msg":"失败"}}',
      'refused',
    ],
    ['a bad token with code 200', fixture('ipweb', 'invalid-token'), 'unauthorized'],
    ['an incomplete account', '{"code":200,"msg":"账号信息不完整","data":null}', 'unauthorized'],
    [
      'a bad token in the inner envelope',
      '{"code":200,"msg":"","data":{"code":200,"msg":"无效的认证令牌"}}',
      'unauthorized',
    ],
    ['a bad token with HTTP 401', { status: 401, text: fixture('ipweb', 'invalid-token') }, 'unauthorized'],
    ['HTTP 401 without words', { status: 401, text: '' }, 'unauthorized'],
    ['HTTP 502', { status: 502, text: '<html>Bad gateway</html>' }, 'unreachable'],
    ['HTTP 500 around a good body', { status: 500, text: report([line(1)], 1) }, 'unreachable'],
    ['a redirect', { status: 302, text: '' }, 'malformed'],
    ['a time-out', TIMED_OUT, 'unreachable'],
  ] satisfies [string, Scripted, string][])('%s is an error', async (_name, scripted, kind) => {
    const { read } = usageOf(() => scripted);
    const error = await errorOf(rowsOf(read(WINDOW, null)));
    expect(error.kind).toBe(kind);
    expect(error.message).not.toContain(fakeSecrets('ipweb')[0]);
  });
});
