import { describe, expect, test } from 'vitest';
import { ProviderError } from '../errors';
import { fakeConnection, TIMED_OUT } from '../testing/fake-connection';
import { createFreebitAdapter } from './provider';
import { connect, result } from './testing';

describe('self-check', () => {
  test('needs no account and leaves the new key in the store', async () => {
    const { adapter, calls, keys } = connect(() => expect.fail());
    expect(await adapter.check()).toMatchObject([{ name: 'authOem', ok: true }]);
    expect([calls.length, keys()]).toEqual([1, 'KEY-1']);
  });

  test('tells refused credentials from an unreachable provider', async () => {
    for (const [answer, errorKind] of [
      [result('205', '403'), 'unauthorized'],
      [TIMED_OUT, 'unreachable'],
    ] as const) {
      const { input } = fakeConnection('freebit', () => answer);
      expect(await createFreebitAdapter(input).check()).toMatchObject([{ ok: false, errorKind }]);
    }
  });

  test('a budget that is used up is passed on', async () => {
    const { input } = fakeConnection('freebit', () => new ProviderError('budget', 'Wait a little.'));
    expect(await createFreebitAdapter(input).check()).toMatchObject([{ ok: false, errorKind: 'budget' }]);
  });
});
