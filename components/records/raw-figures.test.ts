import { expect, test } from 'vitest';
import { rawFigures } from './raw-figures';

test('balances come as numbers or as text, the end as unix seconds', () => {
  expect(rawFigures({ old_balance: 0, new_balance: '500000000', sub_expire_time: 1_795_000_000 })).toEqual({
    balance: { before: 0, after: 500_000_000 },
    endsAt: '2026-11-18T11:06:40.000Z',
  });
});

test('what is missing or no number is not known, never zero', () => {
  expect(rawFigures({})).toEqual({ balance: null, endsAt: null });
  expect(rawFigures({ old_balance: '', new_balance: null, expire_time: '0' })).toEqual({ balance: null, endsAt: null });
  expect(rawFigures({ old_balance: '1.5', new_balance: 7 }).balance).toEqual({ before: null, after: 7 });
});
