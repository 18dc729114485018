import { expect, test } from 'vitest';
import { changesOf } from './changes';
import { actionText, entityHref } from './labels';

test('a field of one side only has nothing on the other; none and false are values', () => {
  expect(changesOf({ name: 'A', limit: null }, { name: 'B', disabled: false })).toEqual([
    { field: 'name', before: 'A', after: 'B' },
    { field: 'limit', before: 'none', after: null },
    { field: 'disabled', before: null, after: 'false' },
  ]);
  expect(changesOf(null, null)).toEqual([]);
});

test('actions read as words, things lead to their pages', () => {
  expect(actionText('api_key.revoked')).toBe('API key revoked');
  expect(actionText('user.password_reset')).toBe('User password reset');
  expect(entityHref('statement', '4/2026-10')).toBe('/billing/4');
  expect(entityHref('session', 'x')).toBeNull();
});
