/** A page of a list that was loaded after the first: where it begins and where the next one does, as addresses. */
export type ChainLink = { from: string; next: string | null };

/**
 * Goes along the pages of a list from `start` and reads a page again when it is `wanted`, or when it no longer begins where the
 * one before it ends: so no row is doubled or lost. Returns how many of the pages there still are.
 */
export async function renewChain<Link extends ChainLink>(
  start: string | null,
  chain: readonly Link[],
  wanted: (link: Link) => boolean,
  read: (link: Link, from: string) => Promise<void>,
): Promise<number> {
  let from = start;
  for (const [index, link] of chain.entries()) {
    if (from === null) return index;
    if (link.from !== from || wanted(link)) await read(link, from);
    from = link.next;
  }
  return chain.length;
}

/** Whether something `height` pixels high whose upper edge is `top` pixels below that of the screen is within `screens` of it. */
export function isNear(top: number, height: number, screenHeight: number, screens: number): boolean {
  return top + height >= -screens * screenHeight && top <= (1 + screens) * screenHeight;
}

/** The keys in `fresh` that are in `loaded` too, as of rows that have moved in the order since. */
export function doubled(fresh: readonly string[], loaded: Iterable<string>): Set<string> {
  const known = new Set(loaded);
  return new Set(fresh.filter((key) => known.has(key)));
}
