import type { Page, PageToken } from './port';

/** One page as the provider gave it: its rows and how many it says there are in all. */
export type Listing<Row> = { rows: Row[]; total: number };

type PagedList<Row> = {
  fetch(page: number): Promise<Listing<Row>>;
  /** The error when the list never held still, or is not what its total says. */
  unstable(reason: string): Error;
};

type KeyedList<Row> = PagedList<Row> & {
  /** What makes a row one row, e.g. customer and day. */
  keyOf(row: Row): string;
  equal(a: Row, b: Row): boolean;
  /** What was asked for a page; on a resume it tells how far we were. */
  pageSize: number;
  resume: PageToken | null;
};

/** How often a list is read from page 1 again before we give up. */
const MAX_PASSES = 4;
/** A shifting list repeats rows of its neighbour pages; remembering more would cost memory without end. */
const REMEMBERED_PAGES = 4;

const NONE: readonly never[] = [];

class Duplicates<Row> {
  readonly #list: KeyedList<Row>;
  #pages: Map<string, Row>[] = [];

  constructor(list: KeyedList<Row>) {
    this.#list = list;
  }

  /** The rows worth storing, and how many of them are seen for the first time. */
  sift(rows: readonly Row[]): { rows: Row[]; fresh: number } {
    const { keyOf, equal, unstable } = this.#list;
    const page = new Map<string, Row>();
    const kept: Row[] = [];
    let fresh = 0;
    for (const row of rows) {
      const key = keyOf(row);
      const twin = page.get(key);
      if (twin !== undefined) {
        if (!equal(twin, row)) throw unstable('one page states two different rows for the same key');
        continue;
      }
      page.set(key, row);
      const earlier = this.#earlier(key);
      if (earlier.length === 0) fresh++;
      // A row repeated with another content is the newer reading of it: stored again, not counted again.
      if (!earlier.some((known) => equal(known, row))) kept.push(row);
    }
    this.#pages = [...this.#pages.slice(1 - REMEMBERED_PAGES), page];
    return { rows: kept, fresh };
  }

  /** What pages before this one said under a key. */
  #earlier(key: string): readonly Row[] {
    let found: Row[] | null = null;
    for (const page of this.#pages) {
      const row = page.get(key);
      if (row !== undefined) found = found ? [...found, row] : [row];
    }
    return found ?? NONE;
  }
}

/**
 * Reads a list whose rows have a key, page by page, until the stated total has been seen. Duplicates are dropped; when
 * the total moves or rows are missing, the list is read from page 1 again, at most `MAX_PASSES` times.
 * @throws what `fetch` throws, and `unstable` when the list never holds still.
 */
export async function* readPages<Row>(list: KeyedList<Row>): AsyncGenerator<Page<Row>> {
  let start = list.resume ?? null;
  let lastCount: number | null = null;
  let reason = '';
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const end: PassEnd = yield* readPass(list, start, lastCount);
    if (end.whole) return;
    start = null;
    lastCount = end.count;
    reason = end.reason;
  }
  throw list.unstable(reason);
}

type PassEnd = { whole: true } | { whole: false; reason: string; count: number | null };

async function* readPass<Row>(
  list: KeyedList<Row>,
  start: PageToken | null,
  lastCount: number | null,
): AsyncGenerator<Page<Row>, PassEnd> {
  const duplicates = new Duplicates(list);
  const resumed = start !== null && start.page > 1;
  let page = start?.page ?? 1;
  let total = start?.total ?? null;
  let seen = (page - 1) * list.pageSize;
  let count = 0;
  for (; ; page++) {
    const listing = await list.fetch(page);
    if (total !== null && listing.total !== total) return again('its total moved while it was read');
    total = listing.total;
    const { rows, fresh } = duplicates.sift(listing.rows);
    seen += listing.rows.length;
    count += fresh;
    const ended = listing.rows.length === 0;
    if (!ended && fresh === 0) return again('a page repeats what came before');
    if (!resumed && count > total) return again('it has more rows than its total says');
    if (ended && seen < total) return again('it ended before its total was reached');
    const step = { rows, done: Math.min(seen, total), total };
    // After a resume the rows before are only estimated, so the empty page behind the last one is the proof. Fewer
    // different rows than the total are believed only when a second pass finds the very same number.
    if ((!resumed && count === total) || (ended && (resumed || count === lastCount))) {
      yield { ...step, next: null };
      return { whole: true };
    }
    if (ended) return again('it repeats rows and so others may be missing', count);
    yield { ...step, next: { page: page + 1, total } };
  }
}

function again(reason: string, count: number | null = null): PassEnd {
  return { whole: false, reason, count };
}

/**
 * Reads a whole list whose rows have no key and may be identical: exactly as many rows as the total says, from one pass
 * during which it did not move.
 */
export async function readWhole<Row>(list: PagedList<Row> & { keyOf(row: Row): string }): Promise<Row[]> {
  let reason = '';
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const result = await readWholeOnce(list);
    if (Array.isArray(result)) return result;
    reason = result.reason;
  }
  throw list.unstable(reason);
}

async function readWholeOnce<Row>(
  list: PagedList<Row> & { keyOf(row: Row): string },
): Promise<Row[] | { reason: string }> {
  const all: Row[] = [];
  let total: number | null = null;
  let previous = '';
  for (let page = 1; ; page++) {
    const listing = await list.fetch(page);
    if (total !== null && listing.total !== total) return { reason: 'its total moved while it was read' };
    total = listing.total;
    const keys = listing.rows.map((row) => list.keyOf(row));
    // Identical lines are legitimate, an identical page of different lines is the same page again.
    const content = keys.join('\n');
    if (content === previous && new Set(keys).size > 1) return { reason: 'a page repeats the one before' };
    previous = content;
    all.push(...listing.rows);
    if (all.length > total) return { reason: 'it has more rows than its total says' };
    if (all.length === total) return all;
    if (listing.rows.length === 0) return { reason: 'it ended before its total was reached' };
  }
}

/** Cuts rows that were read as a whole into pages for the caller. */
export async function* inPages<Row>(rows: readonly Row[], pageSize: number): AsyncGenerator<Page<Row>> {
  const total = rows.length;
  for (let from = 0, page = 1; from < total || page === 1; from += pageSize, page++) {
    const done = Math.min(from + pageSize, total);
    yield { rows: rows.slice(from, done), done, total, next: done < total ? { page: page + 1, total } : null };
  }
}
