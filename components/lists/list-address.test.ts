import { expect, test } from 'vitest';
import { hiddenColumns, listHref, pageHref } from './list-address';

const address = { path: '/orders', query: { status: 'unknown', cursor: 'abc', hide: 'price' } };

test('a change begins the list anew and keeps the rest', () => {
  expect(listHref(address, { type: 'deduct' })).toBe('/orders?status=unknown&hide=price&type=deduct');
  expect(listHref(address, { status: null, hide: '' })).toBe('/orders');
});

test('the next page is the same list', () => {
  expect(pageHref(address, 'x/y')).toBe('/orders?status=unknown&hide=price&cursor=x%2Fy');
  expect(pageHref({ path: '/orders', query: {} }, 'x')).toBe('/orders?cursor=x');
});

test('hidden columns are names, nothing else', () => {
  expect(hiddenColumns({ hide: 'price,,x y,maker' })).toEqual(['price', 'maker']);
  expect(hiddenColumns({})).toEqual([]);
});
