import { describe, expect, test } from 'vitest';
import type { AccountUsageReading, ConnectionSettings } from '../port';
import { errorOf, fakeSecrets, fixture, type Scripted, TIMED_OUT, target } from '../testing/fake-connection';
import { createFreebitAdapter } from './provider';
import { connect, KEY_REFUSED, result, sentJson } from './testing';

/** 13:00 on 26 December in Tokyo. */
const NOON = new Date('2025-12-26T04:00:00Z');

async function read(answer: Scripted, settings: Partial<ConnectionSettings> = {}, account = '09012345678') {
  const { adapter, calls } = connect(() => answer, settings, NOON);
  if (adapter.usage?.mode !== 'account') throw new Error('Freebit reads usage by account');
  return { reading: adapter.usage.read(account), calls };
}

describe('getTrafficInfo', () => {
  test('asks with a form field named json, with the key of authOem', async () => {
    const { reading, calls } = await read(fixture('freebit', 'traffic-account'));
    await reading;
    expect(calls.map((call) => [call.method, target(call).pathname, call.command])).toEqual([
      ['POST', '/emptool/api/authOem/', false],
      ['POST', '/emptool/api/mvno/getTrafficInfo/', false],
    ]);
    const [oemId, oemKey] = fakeSecrets('freebit');
    expect(sentJson(calls[0])).toEqual({ oemId, oemKey });
    const documented = JSON.parse(fixture('freebit', 'request-account'));
    expect(sentJson(calls[1])).toEqual({ ...documented, authKey: 'KEY-1' });
    expect(calls[1]?.headers).toEqual({ 'Content-Type': 'application/x-www-form-urlencoded' });
    expect(String(calls[1]?.body)).toMatch(/^json=%7B/);
  });

  test('sends a raw JSON body where the setting says so', async () => {
    const { reading, calls } = await read(fixture('freebit', 'traffic-account'), { bodyEncoding: 'json' });
    await reading;
    expect(calls[1]?.headers).toEqual({ 'Content-Type': 'application/json' });
    expect(JSON.parse(String(calls[1]?.body))).toEqual({ authKey: 'KEY-1', account: '09012345678' });
  });

  test('dates the list back from yesterday, newest first', async () => {
    const { reading } = await read(fixture('freebit', 'traffic-account'));
    const { rows, restricted, hasRecentDays, raw } = await reading;
    expect(rows.map((row) => [row.externalId, row.day, row.total, row.upload, row.download])).toEqual([
      ['09012345678', '2025-12-23', 300_000n, null, null],
      ['09012345678', '2025-12-24', 200_000n, null, null],
      ['09012345678', '2025-12-25', 100_000n, null, null],
      ['09012345678', '2025-12-26', 100_000n, null, null],
    ]);
    expect([restricted, hasRecentDays]).toEqual([true, true]);
    expect(raw).toMatchObject({ traffic: { today: '100', inRecentDays: '100,200,300', blackList: '10' } });
  });

  test('or oldest first, by the setting; and the day is the provider zone’s', async () => {
    const connection = connect(
      () => fixture('freebit', 'traffic-account').replace('"blackList": "10"', '"blackList": 20'),
      { recentDaysOrder: 'oldest_first' },
      new Date('2025-12-26T15:00:00Z'),
    );
    if (connection.adapter.usage?.mode !== 'account') expect.fail();
    const { rows, restricted }: AccountUsageReading = await connection.adapter.usage.read('09012345678');
    expect(rows.map((row) => [row.day, row.total])).toEqual([
      ['2025-12-24', 100_000n],
      ['2025-12-25', 200_000n],
      ['2025-12-26', 300_000n],
      ['2025-12-27', 100_000n],
    ]);
    expect(restricted).toBe(false);
  });

  test('a share group has no recent days: a gap, not zeros', async () => {
    const { reading } = await read(fixture('freebit', 'traffic-share-group'), {}, 'AAA0_00000000001');
    expect(await reading).toMatchObject({ hasRecentDays: false, rows: [{ day: '2025-12-26', total: 100_000n }] });
  });

  test('the asset follows the KB setting', () => {
    expect(connect(() => '').adapter.usageAsset).toBe('FREEBIT_KB1000');
    expect(connect(() => '', { kbBytes: 1024 }).adapter.usageAsset).toBe('FREEBIT_KB1024');
  });

  test('numbers are taken like their texts', async () => {
    const numeric =
      '{"resultCode":100,"status":{"message":"OK","statusCode":200},"account":"1","traffic":{"today":0,"inRecentDays":"7","blackList":20}}';
    const { reading } = await read(numeric, {}, '1');
    expect((await reading).rows.map((row) => row.total)).toEqual([7_000n, 0n]);
  });

  test('asks again when midnight falls into the call, and never guesses', async () => {
    const times = ['2025-12-26T14:59:59Z', '2025-12-26T15:00:01Z', '2025-12-26T15:00:01Z', '2025-12-26T15:00:02Z'];
    const connection = connect(() => fixture('freebit', 'traffic-account'));
    const adapter = createFreebitAdapter({ ...connection.input, now: () => new Date(times.shift() ?? NOON) });
    if (adapter.usage?.mode !== 'account') expect.fail();
    const { rows } = await adapter.usage.read('09012345678');
    expect(rows.at(-1)?.day).toBe('2025-12-27');
    expect(connection.calls).toHaveLength(3);
  });

  test.each([
    ['behind the provider’s', '2025-12-26T14:58:30Z', 'Fri, 26 Dec 2025 15:00:10 GMT', '2025-12-27'],
    ['ahead of it', '2025-12-26T15:01:00Z', 'Fri, 26 Dec 2025 14:59:40 GMT', '2025-12-26'],
    ['told a date that cannot be', '2025-12-26T14:58:30Z', 'Thu, 01 Jan 1970 00:00:00 GMT', '2025-12-26'],
    ['told none', '2025-12-26T14:58:30Z', undefined, '2025-12-26'],
  ])('dates today by the provider’s clock where ours is %s', async (_name, now, date, expected) => {
    const text = fixture('freebit', 'traffic-account');
    const connection = connect(() => ({ status: 200, text, ...(date === undefined ? {} : { date }) }));
    const adapter = createFreebitAdapter({ ...connection.input, now: () => new Date(now) });
    if (adapter.usage?.mode !== 'account') expect.fail();
    expect((await adapter.usage.read('09012345678')).rows.at(-1)?.day).toBe(expected);
  });

  test('keeps its key for later calls', async () => {
    const { adapter, calls } = connect(() => fixture('freebit', 'traffic-account'));
    if (adapter.usage?.mode !== 'account') expect.fail();
    await adapter.usage.read('09012345678');
    await adapter.usage.read('09012345678');
    expect(calls.map((call) => target(call).pathname.split('/').at(-2))).toEqual([
      'authOem',
      'getTrafficInfo',
      'getTrafficInfo',
    ]);
  });

  test.each([
    ['result 205', KEY_REFUSED],
    ['status 403', result('204', '403')],
    ['HTTP 403 around it', { status: 403, text: KEY_REFUSED }],
  ] satisfies [string, Scripted][])('renews the key once on %s', async (_name, refused) => {
    const { adapter, calls, keys } = connect((_call, index) =>
      index === 0 ? refused : fixture('freebit', 'traffic-account'),
    );
    if (adapter.usage?.mode !== 'account') expect.fail();
    expect((await adapter.usage.read('09012345678')).rows).toHaveLength(4);
    expect(sentJson(calls.at(-1)).authKey).toBe('KEY-2');
    expect(keys()).toBe('KEY-2');
  });

  test('is unauthorized when the fresh key is refused too', async () => {
    const { reading, calls } = await read(KEY_REFUSED);
    expect(await errorOf(reading)).toMatchObject({ kind: 'unauthorized', providerCode: '205' });
    expect(calls).toHaveLength(4);
  });

  test.each(['201', '204', '210', '211', '240', '323'])(
    'code %s is the provider’s refusal, whatever the HTTP status',
    async (code) => {
      for (const status of [200, 404, 500]) {
        const { reading } = await read({ status, text: result(code, '500', 'NG') });
        expect(await errorOf(reading)).toMatchObject({ kind: 'refused', providerCode: code, providerMessage: 'NG' });
      }
    },
  );

  const account = fixture('freebit', 'traffic-account');
  test.each([
    ['an undocumented code', result('999', '500'), 'resultCode'],
    ['no result code', account.replace('resultCode', 'result'), 'resultCode'],
    ['no status', account.replace('"status"', '"state"'), 'status'],
    ['two codes that contradict', account.replace('"200"', '"500"'), 'status.statusCode'],
    ['another account', account.replace('09012345678', '09099999999'), 'account'],
    ['usage that is no number', account.replace('"today": "100"', '"today": "-"'), 'traffic.today'],
    ['no usage', account.replace('"today": "100",', ''), 'traffic.today'],
    ['negative usage', account.replace('"today": "100"', '"today": "-1"'), 'traffic.today'],
    ['a blank among the days', account.replace('100,200,300', '100,,300'), 'traffic.inRecentDays[1]'],
    ['a negative day', account.replace('100,200,300', '100,200,-3'), 'traffic.inRecentDays[2]'],
    ['a list that is no text', account.replace('"100,200,300"', '[100,200,300]'), 'traffic.inRecentDays'],
    ['a third state of the blacklist', account.replace('"blackList": "10"', '"blackList": "30"'), 'traffic.blackList'],
  ])('%s is an error that names the field', async (_name, answer, field) => {
    expect(await errorOf((await read(answer)).reading)).toMatchObject({ kind: 'malformed', field });
  });

  test.each([
    ['a web page with HTTP 503', { status: 503, text: '<html>busy</html>' }, 'unreachable'],
    ['success inside HTTP 500', { status: 500, text: account }, 'unreachable'],
    ['truncated JSON', account.slice(0, 60), 'malformed'],
    ['nothing', '', 'malformed'],
    ['a time-out', TIMED_OUT, 'unreachable'],
  ] satisfies [string, Scripted, string][])('%s is an error', async (_name, answer, kind) => {
    expect((await errorOf((await read(answer)).reading)).kind).toBe(kind);
  });
});
