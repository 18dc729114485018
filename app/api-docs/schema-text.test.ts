import { expect, it } from 'vitest';
import { schemaText } from './schema-text';

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
