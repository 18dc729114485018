/** A page of a list as the server has drawn it. */
type FetchedRows = {
  /** The element that holds the rows; null where there are none (any more). */
  body: HTMLElement | null;
  next: string | null;
};

const PATIENCE_MS = 20_000;

/** Tells a page which of its lists is wanted, so that it may leave out the rest. */
export const ROWS_OF = 'x-rows-of';

/** The rows that stand directly in the element that holds them. */
export function rowsOf(body: Element): HTMLElement[] {
  return [...body.querySelectorAll<HTMLElement>(':scope > [data-row]')];
}

/**
 * Reads the page at `href` and takes the rows of the list `name` out of it. A plain request, so it waits for no server action
 * and holds none up. Throws when the page does not come, or is another (signed out).
 */
export async function fetchRows(href: string, name: string): Promise<FetchedRows> {
  const request = { headers: { accept: 'text/html', [ROWS_OF]: name }, signal: AbortSignal.timeout(PATIENCE_MS) };
  const response = await fetch(href, request);
  if (!response.ok || response.redirected) throw new Error(`${href}: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const list = page.querySelector(`[data-list="${name}"]`);
  if (!list) throw new Error(`${href} has no list ${name}`);
  const body = list.querySelector<HTMLElement>('[data-rows]');
  return {
    body: body && document.adoptNode(body),
    next: list.querySelector('a[rel=next]')?.getAttribute('href') ?? null,
  };
}
