/** How far a list was loaded and scrolled, kept with the entry of the browser's history so that going back finds it. */
export type ScrollPlace = {
  /** Address of the list that it is a place in. */
  list: string;
  /** Pixels from the top of the page. */
  y: number;
  /** The first page on the screen, and how many pixels below the screen's upper edge it begins. */
  seen: { page: number; top: number };
  /** Address of the second page; null where there is none. */
  from: string | null;
  /** Of each page after the first: where the next one begins, its height in pixels, its rows. */
  pages: readonly (readonly [next: string | null, height: number, rows: number])[];
};

/**
 * Our name in the state of an entry, which nobody else writes. The number is that of the type above: a tab that was open while
 * the app was upgraded may come back to an entry of the version before.
 */
const NAME = 'scrollPlace1';
/** More pages than this are not kept: an entry of the history has to stay small. */
const MOST_PAGES = 100;

/** The place of this list in an entry's state; null where there is none, or one of another list. */
export function placeIn(state: unknown, list: string): ScrollPlace | null {
  if (typeof state !== 'object' || state === null) return null;
  const place: ScrollPlace | undefined = Reflect.get(state, NAME);
  return place?.list === list ? place : null;
}

/** An entry's state with the place in it. */
export function withPlace(state: unknown, place: ScrollPlace): Record<string, unknown> {
  const kept = { ...place, pages: place.pages.slice(0, MOST_PAGES) };
  return { ...(typeof state === 'object' ? state : {}), [NAME]: kept };
}
