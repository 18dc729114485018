import { expect, it } from 'vitest';
import { poolShares } from './pool';

it.each([
  [1, 1, 1],
  [2, 1, 1],
  [6, 5, 1],
  [10, 7, 3],
  [20, 16, 4],
  [100, 96, 4],
])('%i connections are %i for queries and %i for jobs', (connections, queries, jobs) => {
  expect(poolShares(connections)).toEqual({ queries, jobs });
});
