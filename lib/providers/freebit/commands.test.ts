import { describe, expect, test } from 'vitest';
import {
  fakeConnection,
  fakeSecrets,
  NOT_CONNECTED,
  type Scripted,
  TIMED_OUT,
  target,
} from '../testing/fake-connection';
import { createFreebitAdapter } from './provider';
import { connect, KEY_GIVEN, KEY_REFUSED, result, sentJson } from './testing';

describe('addSpec', () => {
  const done = result('100', '200', 'OK');
  const order = { externalId: '09012345678', gb: 1_500_000n, reference: 'gtref1' };

  function topUp(answer: (index: number) => Scripted, gb = order.gb) {
    const { adapter, calls } = connect((_call, index) => answer(index));
    return { outcome: adapter.topUp?.send({ ...order, gb }), calls };
  }

  test('sends whole MB and our reference, once, as a command', async () => {
    const { outcome, calls } = topUp(() => done);
    expect(await outcome).toMatchObject({ outcome: 'accepted', providerCode: '100', sent: true, unauthorized: false });
    expect(calls).toHaveLength(2);
    expect(calls[1]).toMatchObject({ method: 'POST', command: true });
    expect(target(calls[1]).pathname).toBe('/emptool/api/master/addSpec/');
    expect(sentJson(calls[1])).toEqual({
      authKey: 'KEY-1',
      kind: 'MVNO',
      account: '09012345678',
      quota: '1536',
      quotaCode: 'gtref1',
    });
  });

  test.each([
    ['not a whole MB', 1_001_000n],
    ['nothing', 0n],
    ['less than nothing', -1_000_000n],
    ['more than the documents allow', 501_000_000n],
  ])('%s is rejected without a call', async (_name, gb) => {
    const { outcome, calls } = topUp(() => done, gb);
    expect(await outcome).toMatchObject({ outcome: 'rejected', sent: false });
    expect(calls).toEqual([]);
  });

  test('goes out again with a fresh key only after 205, which proves that nothing was done', async () => {
    const { outcome, calls } = topUp((index) => (index === 0 ? KEY_REFUSED : done));
    expect(await outcome).toMatchObject({ outcome: 'accepted' });
    expect(calls.filter((call) => call.command).map((call) => sentJson(call).authKey)).toEqual(['KEY-1', 'KEY-2']);
  });

  test('is rejected as unauthorized when the fresh key is refused too', async () => {
    const { outcome, calls } = topUp(() => KEY_REFUSED);
    expect(await outcome).toMatchObject({ outcome: 'rejected', unauthorized: true, providerCode: '205', sent: true });
    expect(calls.filter((call) => call.command)).toHaveLength(2);
  });

  test.each(['201', '204', '210', '211', '240', '323'])(
    'code %s is a rejection, whatever the HTTP status',
    async (code) => {
      for (const status of [200, 500]) {
        const { outcome, calls } = topUp(() => ({ status, text: result(code, '500') }));
        expect(await outcome).toMatchObject({ outcome: 'rejected', providerCode: code, unauthorized: false });
        expect(calls.filter((call) => call.command)).toHaveLength(1);
      }
    },
  );

  test.each([
    ['an undocumented code', result('999', '500')],
    ['success and failure at once', result('100', '500')],
    ['a refusal code with the status of success', result('210', '200')],
    ['205 with the status of success', result('205', '200')],
    ['status 403 with another code', result('299', '403')],
    ['success inside HTTP 500', { status: 500, text: done }],
    ['no status', '{"resultCode":"100"}'],
    ['an answer that says two things', done.replace('{', '{"resultCode":"210",')],
    ['truncated JSON', done.slice(0, -2)],
    ['a web page', '<html></html>'],
    ['nothing', ''],
    ['a time-out', TIMED_OUT],
  ] satisfies [string, Scripted][])('%s leaves the outcome unknown and is never sent again', async (_name, answer) => {
    const { outcome, calls } = topUp(() => answer);
    expect(await outcome).toMatchObject({ outcome: 'unknown', sent: true });
    expect(calls.filter((call) => call.command)).toHaveLength(1);
  });

  test('a lost answer after the renewed key is unknown', async () => {
    const { outcome } = topUp((index) => (index === 0 ? KEY_REFUSED : TIMED_OUT));
    expect(await outcome).toMatchObject({ outcome: 'unknown', sent: true });
  });

  test('without a key nothing is sent', async () => {
    const cases: [Scripted, object][] = [
      [result('204', '400'), { outcome: 'rejected', unauthorized: true, sent: false }],
      [TIMED_OUT, { outcome: 'unknown', unauthorized: false, sent: false }],
      [NOT_CONNECTED, { outcome: 'unknown', sent: false }],
      ['{"resultCode":"100","status":{"message":"OK","statusCode":"200"}}', { outcome: 'unknown', sent: false }],
    ];
    for (const [answer, expected] of cases) {
      const { input, calls } = fakeConnection('freebit', () => answer);
      expect(await createFreebitAdapter(input).topUp?.send(order)).toMatchObject(expected);
      expect(calls.some((call) => call.command)).toBe(false);
    }
  });

  test('when no fresh key can be had, the refusal stands', async () => {
    let keys = 0;
    const { input, calls } = fakeConnection('freebit', (call) => {
      if (!call.url.endsWith('/authOem/')) return KEY_REFUSED;
      keys++;
      return keys === 1 ? KEY_GIVEN : TIMED_OUT;
    });
    const outcome = await createFreebitAdapter(input).topUp?.send(order);
    expect(outcome).toMatchObject({ outcome: 'rejected', unauthorized: true, sent: true });
    expect(calls.filter((call) => call.command)).toHaveLength(1);
  });

  test('records the call without key or credentials', async () => {
    const secrets = [...fakeSecrets('freebit'), 'KEY-1'];
    const { outcome } = topUp(() => result('210', '500', `NG ${secrets.join(' ')}`));
    const { request, response, message } = (await outcome) ?? expect.fail();
    expect(request).toContain('"quotaCode":"gtref1"');
    for (const secret of secrets) expect(`${request}${response}${message}`).not.toContain(secret);
  });
});
