/** How far a list was loaded and scrolled, kept with the entry of the browser's history so that going back finds it. */
export type ListPlace = {
  list: string;
  /** Pixels from the top of the page. */
  y: number;
  /** The first page on the screen, and how many pixels below the screen's upper edge it begins. */
  seen: { page: number; top: number };
  from: string | null;
  /** Of each page after the first: where the next one begins, its height in pixels, its rows. */
  pages: readonly (readonly [next: string | null, height: number, rows: number])[];
};

const NAME = 'listPlace';
/** More pages than this are not kept: an entry of the history has to stay small. */
const MOST_PAGES = 100;

const isAddress = (value: unknown) => value === null || (typeof value === 'string' && value.startsWith('/'));
const isFigure = (value: unknown) => typeof value === 'number' && Number.isFinite(value) && value >= 0;

function isSeen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isFigure(Reflect.get(value, 'page')) && Number.isFinite(Reflect.get(value, 'top'));
}

function isPage(value: unknown): boolean {
  return Array.isArray(value) && isAddress(value[0]) && isFigure(value[1]) && isFigure(value[2]);
}

/** The place of this list in an entry's state; null where there is none, or one of another list. */
export function placeIn(state: unknown, list: string): ListPlace | null {
  const kept: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, NAME) : null;
  if (typeof kept !== 'object' || kept === null) return null;
  const { list: its, y, seen, from, pages } = kept as Partial<Record<keyof ListPlace, unknown>>;
  const whole =
    its === list && isFigure(y) && isSeen(seen) && isAddress(from) && Array.isArray(pages) && pages.every(isPage);
  // Every part has just been looked at.
  return whole ? (kept as ListPlace) : null;
}

/** An entry's state with the place in it. */
export function withPlace(state: unknown, place: ListPlace): Record<string, unknown> {
  const kept = place.pages.length > MOST_PAGES ? { ...place, pages: place.pages.slice(0, MOST_PAGES) } : place;
  return { ...(typeof state === 'object' ? state : {}), [NAME]: kept };
}
