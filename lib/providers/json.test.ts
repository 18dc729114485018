import { describe, expect, test } from 'vitest';
import { ExactNumber, parseExactJson } from './exact-json';
import { hasRepeatedKey, storable, toPlainJson, withTrimmedKeys } from './json';

describe('keys', () => {
  test('are trimmed, and the clean one wins wherever it stands', () => {
    for (const text of ['{"x":{"a ":1,"a":2}}', '{"x":{"a":2,"a ":1}}']) {
      expect(withTrimmedKeys(text, parseExactJson(text))).toEqual({ x: { a: new ExactNumber('2') } });
    }
    const onlyPadded = '[{" a ":1}]';
    expect(withTrimmedKeys(onlyPadded, parseExactJson(onlyPadded))).toEqual([{ a: new ExactNumber('1') }]);
    const untouched = parseExactJson('{"a": " b "}');
    expect(withTrimmedKeys('{"a": " b "}', untouched)).toBe(untouched);
  });

  test.each([
    ['{"code":500,"code":200}', true],
    ['{"a":{"b":1,"b":2}}', true],
    ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}', false],
    ['{"a":"a","b":"\\"a\\":1,\\"a\\":2"}', false],
    ['{"a":["a","a"],"b":"a"}', false],
  ])('named twice in one object: %s', (text, repeated) => {
    expect(hasRepeatedKey(text)).toBe(repeated);
  });
});

describe('storage', () => {
  test('numbers become plain where a float holds them, else text', () => {
    const row = parseExactJson(
      '{"a":100.0,"b":0.1,"c":31950000000,"d":12345678901234567890,"e":1e2,"f":null,"g":[true]}',
    );
    expect(toPlainJson(row)).toEqual({
      a: 100,
      b: 0.1,
      c: 31_950_000_000,
      d: '12345678901234567890',
      e: '1e2',
      f: null,
      g: [true],
    });
  });

  test('text is what PostgreSQL can hold', () => {
    expect(storable('a\u0000b\ud800')).toBe('ab\ufffd');
    expect(toPlainJson({ 'k\u0000': 'v\u0000' })).toEqual({ k: 'v' });
  });
});
