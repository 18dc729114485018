/** A page of a list as the server has drawn it. */
type FetchedRows = {
  /** The element that holds the rows; null where there are none (any more). */
  body: HTMLElement | null;
  next: string | null;
};

const PATIENCE_MS = 20_000;

/** A header that names the wanted list, so that the page may leave out whatever else is costly. */
export const ROWS_OF = 'x-rows-of';

/**
 * Reads the page at `href` and takes the rows of the list `name` out of it. It is a plain request: no server action waits for
 * it, and it waits for none. Throws when the page does not come within 20 seconds, or is another one (of somebody signed out).
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
