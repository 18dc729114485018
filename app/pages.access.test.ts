import { globSync } from 'node:fs';
import { relative } from 'node:path';
import { expect, it } from 'vitest';
import { addressOf, PAGES } from './testing/page-table';

it('has a line for every page and route, and no other: e2e/access.spec.ts walks them by role', () => {
  const files = globSync('app/**/{page.tsx,route.ts}').map((path) => relative('app', path));
  expect(files.sort()).toEqual(Object.keys(PAGES).sort());
});

it('knows the address of a page', () => {
  expect(addressOf('(dashboard)/orders/[id]/dispute.pdf/route.ts', '7')).toBe('/orders/7/dispute.pdf');
  expect(addressOf('(dashboard)/page.tsx', '7')).toBe('/');
});
