import { expect, test } from 'vitest';
import { sortRows } from './sortable-table';

const rows = [
  { key: 'b', cells: {}, sort: { name: 'item 10', size: 5 } },
  { key: 'a', cells: {}, sort: { name: 'item 9', size: 40 } },
  { key: 'c', cells: {}, sort: { name: 'item 1', size: null } },
];
const keys = (order: { key: string; down: boolean }) => sortRows(rows, order).map((row) => row.key);

test('numbers by size and names as people read them', () => {
  expect(keys({ key: 'size', down: false })).toEqual(['b', 'a', 'c']);
  expect(keys({ key: 'name', down: false })).toEqual(['c', 'a', 'b']);
});

test('what has no value stays last in both directions', () => {
  expect(keys({ key: 'size', down: true })).toEqual(['a', 'b', 'c']);
  expect(keys({ key: 'missing', down: true })).toEqual(['b', 'a', 'c']);
});
