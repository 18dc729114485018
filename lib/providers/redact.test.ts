import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bounded, createRedactor } from './redact';

describe('redaction', () => {
  test('takes a secret out in clear, in a URL, in a form and in JSON', () => {
    const secret = 'a/b+c"d e$&(.*)';
    const redact = createRedactor([secret, '']);
    const forms = [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ key: secret }).toString(),
      JSON.stringify({ key: secret }),
      JSON.stringify({ key: secret }).replaceAll('/', '\\/'),
      new URLSearchParams({ json: JSON.stringify({ key: secret }) }).toString(),
    ];
    for (const form of forms) {
      expect(redact(`before ${form} after`)).toMatch(/^before .*\[redacted\].* after$/);
      expect(redact(form)).not.toContain('a/b+c');
      expect(redact(form)).not.toContain('a%2Fb%2Bc');
    }
    expect(redact('nothing of it')).toBe('nothing of it');
  });

  test('leaves order numbers whole that happen to contain a short id', () => {
    const redact = createRedactor(['3716']);
    expect(redact('{"uid":3716,"order_id":"2309371600"}')).toBe('{"uid":[redacted],"order_id":"2309371600"}');
  });

  test('any secret of eight or more characters is gone from any text', () => {
    const secrets = fc.string({ minLength: 8, maxLength: 40 }).filter((text) => !'[redacted]'.includes(text));
    fc.assert(
      fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
        const redact = createRedactor([secret]);
        const left = redact(`${before}${secret}${after}`).replaceAll('[redacted]', '\n');
        return !left.includes(secret);
      }),
    );
  });
});

describe('bounded', () => {
  test('keeps short texts, marks a cut, and gives what a database can hold', () => {
    expect(bounded('short', 10)).toBe('short');
    expect(bounded('0123456789', 5)).toBe('0123…');
    expect(bounded('a\u0000b\ud800', 10)).toBe('ab\ufffd');
    expect(bounded('12😀', 4)).toBe('12😀');
    expect(bounded('12😀45', 4).isWellFormed()).toBe(true);
  });
});
