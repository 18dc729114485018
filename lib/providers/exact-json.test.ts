import * as fc from 'fast-check';
import { assert, property, sample } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExactNumber, parseExactJson } from './exact-json';

type SourceReviver = (key: string, value: unknown, context: { source?: string }) => unknown;

// The third argument of a reviver is ES2026 (Node >= 22 has it); the compiler's library does not know it yet.
const parseWithSource = JSON.parse as (text: string, reviver: SourceReviver) => unknown;

/** What the language itself says. */
function byReviver(text: string): unknown {
  try {
    return parseWithSource(text, (_key, value, context) =>
      typeof value === 'number' ? new ExactNumber(context.source ?? '') : value,
    );
  } catch {
    return undefined;
  }
}

describe('exact JSON', () => {
  test('keeps every number as it was written', () => {
    expect(parseExactJson('{"a":57500.890,"b":[1e2,-0,123456789012345678901234567890],"c":"5"}')).toEqual({
      a: new ExactNumber('57500.890'),
      b: [new ExactNumber('1e2'), new ExactNumber('-0'), new ExactNumber('123456789012345678901234567890')],
      c: '5',
    });
  });

  const none = [
    ...[
      '',
      ' ',
      '{',
      '{"a":1',
      '{"a":1,}',
      '[1,]',
      '[,1]',
      '{"a" 1}',
      '{a:1}',
      '{"a":1 "b":2}',
      '{}{}',
      '[1] x',
      'tru',
    ],
    ...[
      '{"a":01}',
      '1.',
      '.5',
      '+1',
      '1e',
      '--1',
      '- 1',
      '0x1',
      '{"a":NaN}',
      'Infinity',
      'undefined',
      '<html>',
      "{'a':1}",
    ],
    ...['"a', '"\n"', '"\u0000"', '"\\x"', '"\\u12g4"', '"\\', '\ufeff{}', '\u00a0{}', '[1\f]', '['.repeat(100_000)],
  ];
  test.each(none)('is undefined where the text is none (%#)', (text) => {
    expect(byReviver(text)).toBeUndefined();
    expect(parseExactJson(text)).toBeUndefined();
  });

  test('a nesting without sense is not followed', () => {
    expect(parseExactJson('['.repeat(100_000) + ']'.repeat(100_000))).toBeUndefined();
    expect(parseExactJson(`${'[{"a":'.repeat(200)}1${'}]'.repeat(200)}`)).toBeDefined();
  });

  test.each([
    '{"__proto__":{"code":200},"code":500}',
    '{"a":1,"a":2,"b":{},"1":0}',
    '"\\u0000\\ud800\\/\\"\\n\u007f\u2028"',
    ' [ true , false , null , "" , { } , [ ] ] \r\n\t',
  ])('as the language reads it: %s', (text) => {
    const value = parseExactJson(text);
    expect(value).toStrictEqual(byReviver(text));
    if (typeof value === 'object' && value && !Array.isArray(value)) {
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(JSON.stringify(Object.keys(value))).toBe(JSON.stringify(Object.keys(byReviver(text) ?? {})));
    }
  });

  test('reads any document as the language does', () => {
    const documents = fc.json({ maxDepth: 6, stringUnit: 'binary' });
    assert(
      property(documents, fc.constantFrom(0, 1, 3), (text, indent) => {
        const spaced = indent === 0 ? text : JSON.stringify(JSON.parse(text), null, indent);
        expect(parseExactJson(spaced)).toStrictEqual(byReviver(spaced));
      }),
      { numRuns: 300 },
    );
  });

  test('reads and refuses broken documents as the language does', () => {
    const pieces = fc.constantFrom(...'{}[]:,"\\ \n0123456789.eE+-tfnrulas\u0000\ud83d'.split(''));
    const broken = fc
      .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.nat(3), fc.array(pieces, { maxLength: 3 }))
      .map(([text, at, length, put]) => {
        const from = at % (text.length + 1);
        return text.slice(0, from) + put.join('') + text.slice(from + length);
      });
    expect(sample(broken, 200).filter((text) => byReviver(text) === undefined).length).toBeGreaterThan(50);
    assert(
      property(broken, (text) => {
        expect(parseExactJson(text)).toStrictEqual(byReviver(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
