import { expect, it } from 'vitest';
import { type ListPlace, placeIn, withPlace } from './list-place';

const place: ListPlace = {
  list: '/orders?status=unknown',
  y: 4200,
  seen: { page: 1, top: -120.5 },
  from: '/orders?status=unknown&cursor=a',
  pages: [
    ['/orders?status=unknown&cursor=b', 2250, 50],
    [null, 900, 20],
  ],
};

it('a place is found again, beside what Next.js keeps in the entry', () => {
  const state = withPlace({ __NA: true, tree: [1] }, place);
  expect(state).toMatchObject({ __NA: true, tree: [1] });
  expect(placeIn(structuredClone(state), place.list)).toEqual(place);
});

it('another list has no place there', () => {
  expect(placeIn(withPlace(null, place), '/orders')).toBeNull();
  expect(placeIn(null, '/orders')).toBeNull();
  expect(placeIn({ __NA: true }, '/orders')).toBeNull();
});

it.each([
  { y: '4200' },
  { seen: null },
  { seen: { page: 1 } },
  { y: Number.NaN },
  { from: 'https://elsewhere.example/' },
  { pages: [['/orders', -1, 50]] },
  { pages: [{}] },
  { pages: 7 },
])('a broken place is none: %j', (broken) => {
  expect(placeIn({ listPlace: { ...place, ...broken } }, place.list)).toBeNull();
});

it('keeps an entry small', () => {
  const pages = Array.from({ length: 1000 }, () => ['/orders?cursor=a', 2250, 50] as const);
  expect(JSON.stringify(withPlace(null, { ...place, pages })).length).toBeLessThan(10_000);
});
