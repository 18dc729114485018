import { describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { PROVIDER_CATALOG, PROVIDER_IDS } from './catalog';
import { PROVIDERS, parseCredentials, parseSettings } from './registry';

function problem(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ZodError) return `${error.issues[0]?.path.join('.')} ${error.message}`;
    throw error;
  }
  throw new Error('expected a refusal');
}

describe('settings', () => {
  test('have the documented defaults', () => {
    const common = { costPerGb: null, recordLagMinutes: 15 };
    expect(parseSettings('ipweb', undefined)).toEqual({ ...common, timeZone: 'Asia/Shanghai', requestsPerMinute: 120 });
    expect(parseSettings('freebit', {})).toEqual({
      ...common,
      timeZone: 'Asia/Tokyo',
      requestsPerMinute: 20,
      recentDaysOrder: 'newest_first',
      kbBytes: 1000,
      bodyEncoding: 'form',
      refreshCooldownMinutes: 10,
    });
    expect(parseSettings('ipidea', null)).toEqual({
      ...common,
      timeZone: 'Asia/Shanghai',
      requestsPerMinute: 30,
      credentialsIn: 'form',
    });
  });

  test('the catalog that forms are made from says the same', () => {
    for (const id of PROVIDER_IDS) {
      const { settings, credentials, ...info } = PROVIDER_CATALOG[id];
      const defaults = Object.fromEntries(settings.map((field) => [field.name, field.default ?? undefined]));
      const parsed = Object.fromEntries(
        Object.entries(parseSettings(id, {})).map(([name, value]) => [name, value ?? undefined]),
      );
      expect({ agentBaseUrl: undefined, ...parsed }).toEqual({ agentBaseUrl: undefined, ...defaults });
      expect(PROVIDERS[id]).toMatchObject({ name: info.name, defaultBaseUrl: info.defaultBaseUrl });
      const given = Object.fromEntries(credentials.map((field) => [field.name, 'value']));
      expect(parseCredentials(id, given)).toEqual(given);
      for (const field of settings.filter(({ kind }) => kind === 'number')) {
        expect(problem(() => parseSettings(id, { [field.name]: (field.max ?? 0) + 1 }))).toContain(field.name);
        expect(problem(() => parseSettings(id, { [field.name]: (field.min ?? 0) - 1 }))).toContain(field.name);
      }
    }
  });

  test('take what is given and tidy an address', () => {
    const given = { timeZone: 'UTC', requestsPerMinute: 1, costPerGb: { amount: '0.003125', currency: 'USD' } };
    expect(parseSettings('ipweb', { ...given, agentBaseUrl: 'http://api.ipweb.cc:8004/' })).toMatchObject({
      ...given,
      agentBaseUrl: 'http://api.ipweb.cc:8004',
    });
    expect(parseSettings('ipweb', { agentBaseUrl: '' }).agentBaseUrl).toBeUndefined();
  });

  test.each([
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['requestsPerMinute', { requestsPerMinute: 1.5 }],
    ['requestsPerMinute', { requestsPerMinute: '60' }],
    ['recordLagMinutes', { recordLagMinutes: -1 }],
    ['costPerGb', { costPerGb: { amount: '0.0000001', currency: 'USD' } }],
    ['costPerGb', { costPerGb: { amount: '1', currency: 'usd' } }],
    ['agentBaseUrl', { agentBaseUrl: 'ftp://x' }],
    ['kbBytes', { kbBytes: 1000 }],
  ])('a wrong or foreign %s is refused', (name, settings) => {
    expect(problem(() => parseSettings('ipweb', settings))).toContain(name);
  });
});

describe('credentials', () => {
  test('are trimmed', () => {
    expect(parseCredentials('ipweb', { token: ' abc \n' })).toEqual({ token: 'abc' });
  });

  test.each([
    ['ipweb', {}],
    ['ipweb', { token: '' }],
    ['ipweb', { token: 'two words' }],
    ['ipweb', { token: 'line\nbreak' }],
    ['ipweb', { token: 'abc', more: 'x' }],
    ['freebit', { oemId: 'x' }],
    ['ipidea', { uid: 'x', appkey: 5 }],
  ] as const)('of %s are refused when they are not whole, without repeating them', (id, credentials) => {
    const text = problem(() => parseCredentials(id, credentials));
    for (const value of Object.values(credentials))
      if (String(value).length > 3) expect(text).not.toContain(String(value));
  });
});
