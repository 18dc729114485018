import { expect, it } from 'vitest';
import { placeIn, type ScrollPlace, withPlace } from './scroll-place';

const place: ScrollPlace = {
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

it('a place of an older version, or of somebody else under another name, is none', () => {
  expect(placeIn({ listPlace: place, scrollPlace0: place }, place.list)).toBeNull();
});

it('an entry stays small however long the list', () => {
  const pages = Array.from({ length: 1000 }, () => ['/orders?cursor=a', 2250, 50] as const);
  expect(JSON.stringify(withPlace(null, { ...place, pages })).length).toBeLessThan(10_000);
});
