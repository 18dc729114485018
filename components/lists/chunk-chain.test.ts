import { describe, expect, it } from 'vitest';
import { type ChainLink, doubled, isNear, renewChain } from './chunk-chain';

/** A list of numbers, largest first, two a page; an address is the last number of the page before. */
function listOf(...numbers: number[]) {
  const pageAt = (from: string) => {
    const rest = numbers.filter((number) => number < Number(from));
    const rows = rest.slice(0, 2);
    return { rows, next: rest.length > 2 ? String(rows.at(-1)) : null };
  };
  const read: string[] = [];
  type Page = ChainLink & { rows: number[] };
  return {
    read,
    load: (...froms: string[]): Page[] => froms.map((from) => ({ from, ...pageAt(from) })),
    renew: async (link: Page, from: string) => {
      read.push(from);
      Object.assign(link, { from, ...pageAt(from) });
    },
  };
}

const none = () => false;

describe('renewChain', () => {
  it('reads only what is wanted while the pages still fit together', async () => {
    const list = listOf(9, 8, 7, 6, 5, 4, 3, 2);
    const chain = list.load('8', '6', '4');
    expect(await renewChain('8', chain, ({ from }) => from === '6', list.renew)).toBe(3);
    expect(list.read).toEqual(['6']);
  });

  it('loses and doubles no row when rows have come on top', async () => {
    const chain = listOf(9, 8, 7, 6, 5, 4, 3, 2).load('8', '6', '4');
    const now = listOf(10, 9, 8, 7, 6, 5, 4, 3, 2);
    expect(await renewChain('9', chain, none, now.renew)).toBe(3);
    expect(chain.flatMap(({ rows }) => rows)).toEqual([8, 7, 6, 5, 4, 3]);
    expect(chain.at(-1)?.next).toBe('3');
  });

  it('stops reading where the pages fit together again', async () => {
    const chain = listOf(9, 8, 7, 6, 5, 4, 3, 2).load('8', '6', '4');
    // 7 and 6 are gone, so the page that began at 8 now ends where the one after it did.
    const now = listOf(9, 8, 5, 4, 3, 2);
    expect(await renewChain('8', chain, ({ from }) => from === '8', now.renew)).toBe(2);
    expect(chain.slice(0, 2).flatMap(({ rows }) => rows)).toEqual([5, 4, 3, 2]);
  });

  it('tells that pages beyond the end are gone', async () => {
    const list = listOf(9, 8, 7, 6, 5, 4);
    const chain = list.load('8', '6');
    expect(await renewChain(null, chain, none, list.renew)).toBe(0);
    expect(list.read).toEqual([]);
  });

  it('passes on that a page did not come', async () => {
    const chain = listOf(9, 8, 7, 6).load('8');
    const lost = () => Promise.reject(new Error('away'));
    await expect(renewChain('9', chain, none, lost)).rejects.toThrow('away');
  });
});

it.each([
  [0, 100, true],
  [2400, 100, true],
  [2600, 100, false],
  [-1500, 100, true],
  [-1700, 100, false],
  [-9000, 20_000, true],
])('what begins at %i and is %i high is near a screen of 1000: %s', (top, height, near) => {
  expect(isNear(top, height, 1000, 1.5)).toBe(near);
});

it('finds rows that are loaded already', () => {
  expect(doubled(['4', '5', '6'], ['6', '7'])).toEqual(new Set(['6']));
});
