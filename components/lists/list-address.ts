/** Where a list is: its path, and the search part of its address, whose `cursor` is left out of every link. */
export type ListAddress = { path: string; query: Record<string, string> };

/** The same list with parts of its address changed, or taken away where the change is null; from its beginning. */
export function listHref({ path, query }: ListAddress, change: Record<string, string | null> = {}): string {
  const { cursor: _, ...kept } = { ...query, ...change };
  const parts = Object.entries(kept).flatMap(([name, value]): [string, string][] =>
    value === null || value === '' ? [] : [[name, value]],
  );
  const text = new URLSearchParams(parts).toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The list from a cursor on. */
export function pageHref(address: ListAddress, cursor: string): string {
  const href = listHref(address);
  return `${href}${href.includes('?') ? '&' : '?'}${new URLSearchParams({ cursor })}`;
}

/** The addresses of an endless list: of what is shown, of its beginning (null when this is it) and of its next page. */
export function listPlace(address: ListAddress, cursor: string | undefined, nextCursor: string | null) {
  const start = listHref(address);
  return {
    list: cursor ? pageHref(address, cursor) : start,
    first: cursor ? start : null,
    next: nextCursor ? pageHref(address, nextCursor) : null,
  };
}

/** Columns that an address hides: `hide=agent,last`. */
export function hiddenColumns(query: Record<string, string>): string[] {
  return (query.hide ?? '').split(',').filter((key) => /^[a-zA-Z]{1,30}$/.test(key));
}
