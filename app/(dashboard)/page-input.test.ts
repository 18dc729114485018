import { expect, test } from 'vitest';
import { encodeCursor } from '@/lib/core/paging';
import { readSearch } from './page-input';

const read = (search: Record<string, string | string[]>) => readSearch(Promise.resolve(search));

test('of each name the first value counts', async () => {
  expect(await read({ q: ['a', 'b'], cursor: encodeCursor(7), limit: '500' })).toEqual({
    q: 'a',
    cursor: encodeCursor(7),
    limit: '500',
  });
});

test.each<Record<string, string>>([
  { cursor: 'zzz' },
  { cursor: '' },
  { open: 'zzz' },
  { cursor: '🙂' },
  { cursor: encodeCursor('k'.repeat(300)) },
  { limit: '0' },
  { limit: '501' },
  { limit: 'x' },
])('a place in a list that makes no sense is left out: %j', async (search) => {
  expect(await read({ ...search, q: 'a' })).toEqual({ q: 'a' });
});
