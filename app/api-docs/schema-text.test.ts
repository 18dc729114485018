import { expect, it } from 'vitest';
import { limitsText, schemaText } from './schema-text';

it('writes a schema as JSON with types', () => {
  expect(
    schemaText({
      type: 'object',
      required: ['id', 'tags'],
      properties: {
        id: { type: 'string' },
        status: { enum: ['a', 'b'] },
        tags: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
        money: { type: 'object', properties: { amount: { type: 'string' } }, required: ['amount'] },
        at: { type: 'string', format: 'date-time' },
        raw: { type: 'object' },
      },
    }),
  ).toBe(
    '{\n  id: string,\n  status?: "a" | "b",\n  tags: (string | null)[],\n  money?: {\n    amount: string\n  },\n  at?: string (date-time),\n  raw?: { … }\n}',
  );
});

it('writes limits in words', () => {
  expect(limitsText({ type: 'integer', minimum: 1, maximum: 500, default: 50 })).toBe('1 to 500, default 50');
  expect(limitsText({ type: 'string', maxLength: 200 })).toBe('0 to 200 characters');
  expect(limitsText({ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER })).toBe('');
});
