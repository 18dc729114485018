import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json';
import { newReference } from './reference';

describe('canonicalJson', () => {
  test('does not depend on the order of keys, and writes bigints', () => {
    expect(canonicalJson({ b: 1n, a: [{ d: null, c: 'x' }] })).toBe('{"a":[{"c":"x","d":null}],"b":"1"}');
    expect(canonicalJson({ a: [{ c: 'x', d: null }], b: 1n })).toBe(canonicalJson({ b: 1n, a: [{ d: null, c: 'x' }] }));
  });

  test('says what JSON says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('newReference', () => {
  test('is 25 plain characters and never the same', () => {
    const references = Array.from({ length: 1_000 }, newReference);
    expect(new Set(references).size).toBe(1_000);
    expect(references.every((reference) => /^gt[0-9a-hjkmnp-tv-z]{23}$/.test(reference))).toBe(true);
  });
});
