import { doubled, renewChain } from './chunk-chain';
import { fetchRows } from './fetch-rows';
import { rowsOf } from './row-dom';
import { AHEAD, blankChunk, type Chunk, RowStrip } from './row-strip';
import type { ScrollPlace } from './scroll-place';

export type ChunksState = { loaded: number; next: string | null; busy: boolean; failed: boolean; version: number };

/** Rows older than this are read again when they are seen: orders settle, times pass. */
const OLD_MS = 60_000;
/** When rows have come on top since, at most this many pages are read again to come back to the same place. */
const MOST_READ_AGAIN = 20;

/** The rows of the list that was left last, so that going back to it needs no request. */
let lastLeft: { list: string; chunks: ReadonlyMap<string, Chunk> } | null = null;

const keysOf = (body: Element) => rowsOf(body).map((row) => row.dataset.row ?? '');

/**
 * Loads the pages of a list after the first one and reads them again when they are old, one request at a time. `tell` is called
 * whenever the state has changed.
 */
export class RowChunks {
  readonly strip: RowStrip;
  readonly #list: string;
  readonly #name: string;
  readonly #tell: (state: ChunksState) => void;
  #firstNext: string | null;
  #work: Promise<void> = Promise.resolve();
  #waiting = 0;
  #failed = false;
  #version = 0;
  #ended = false;
  #staleBefore = 0;
  #printing = false;

  /** `list` is the address of the whole list, `name` its name on the page, `next` the address of its second page. */
  constructor(
    root: HTMLElement,
    { list, name, next }: { list: string; name: string; next: string | null },
    tell: (state: ChunksState) => void,
  ) {
    this.strip = new RowStrip(root);
    this.#list = list;
    this.#name = name;
    this.#firstNext = next;
    this.#tell = tell;
  }

  get #next(): string | null {
    const last = this.strip.chunks.at(-1);
    return last ? last.next : this.#firstNext;
  }

  /** Loads the next page, unless one is being loaded; `then` gets its first row. */
  more(then?: (row: HTMLElement | undefined) => void): void {
    if (this.#waiting > 0) return;
    this.#run(async () => {
      const from = this.#next;
      if (from === null) return;
      if (this.strip.chunks.length === 0) this.strip.holdColumns();
      const chunk = blankChunk(from, null);
      await this.#read(chunk, from);
      if (this.#ended) return;
      this.strip.chunks.push(chunk);
      this.arrange();
      then?.(chunk.body ? rowsOf(chunk.body)[0] : undefined);
    });
  }

  /** The first page was shown anew and now ends at `next`: the others follow, those near the screen at once. */
  renew(next: string | null): void {
    this.#firstNext = next;
    this.#staleBefore = performance.now();
    this.#fill();
  }

  /** Tries again what has failed. */
  retry(): void {
    this.#failed = false;
    this.arrange();
    this.more();
  }

  /** Puts everything that was loaded into the page while it is printed. */
  print(printing: boolean): void {
    this.#printing = printing;
    this.arrange();
  }

  /** Sees to it that the rows near the screen are in the page, and new enough. */
  arrange(): void {
    if (!this.strip.first || this.#ended) return;
    this.strip.settle(this.#next === null);
    this.strip.showNear(this.#printing);
    if (this.#printing || this.#failed || this.#waiting > 0) return;
    if (this.strip.chunks.some((chunk) => this.#needsReading(chunk))) this.#fill();
  }

  /** Loads more when the end of what is loaded comes near. */
  follow(): void {
    this.arrange();
    if (this.#printing || this.#failed || this.#next === null) return;
    if (this.strip.root.getBoundingClientRect().bottom <= (1 + AHEAD) * innerHeight) this.more();
  }

  /** Where the list stands now, for `restore`. */
  place(): ScrollPlace {
    const { chunks } = this.strip;
    const pages = chunks.map((chunk) => [chunk.next, this.strip.heightOf(chunk), chunk.rows] as const);
    return { list: this.#list, y: scrollY, seen: this.strip.seen(), from: chunks[0]?.from ?? null, pages };
  }

  /** Goes back to where the list was left: at its old height at once, with its rows as soon as they are read. */
  restore(place: ScrollPlace): void {
    const { chunks } = this.strip;
    const moved = place.from !== this.#firstNext;
    if (!this.strip.first || place.pages.length === 0 || (moved && place.pages.length > MOST_READ_AGAIN)) return;
    const left = lastLeft?.list === this.#list ? lastLeft.chunks : null;
    let from = place.from;
    for (const [next, height, rows] of place.pages) {
      if (from === null) break;
      const { body = null, readAt = 0 } = left?.get(from) ?? {};
      chunks.push({ ...blankChunk(from, next, height, rows), body, readAt });
      from = next;
    }
    this.strip.holdColumns();
    this.strip.settle(this.#next === null);
    scrollTo({ top: place.y, behavior: 'instant' });
    this.arrange();
    this.strip.see(place.seen);
    this.#version += 1;
    this.#say();
    if (moved) this.#fill();
  }

  /** Takes the rows out of the page and keeps them for a return. */
  end(): void {
    this.#ended = true;
    const { chunks } = this.strip;
    this.strip.drop(chunks);
    lastLeft = { list: this.#list, chunks: new Map(chunks.map((chunk) => [chunk.from, chunk])) };
  }

  /** True for rows near the screen that are not in memory or out of date, and for rows on it that are old. */
  #needsReading(chunk: Chunk): boolean {
    if (chunk.body === null || chunk.readAt < this.#staleBefore) return this.strip.isNear(chunk, AHEAD);
    return chunk.readAt < performance.now() - OLD_MS && this.strip.isNear(chunk, 0);
  }

  /** Reads what needs reading, and drops pages that the list does not have any more. */
  #fill(): void {
    this.#run(async () => {
      const { chunks } = this.strip;
      const left = await renewChain(
        this.#firstNext,
        chunks,
        (chunk) => this.#needsReading(chunk),
        (chunk, from) => this.#read(chunk, from),
      );
      if (!this.#ended) this.strip.drop(chunks.splice(left));
    });
  }

  async #read(chunk: Chunk, from: string): Promise<void> {
    const got = await fetchRows(from, this.#name);
    const { first, chunks } = this.strip;
    if (this.#ended || !first) return;
    const body = got.body ?? document.createElement(first.tagName);
    const others = chunks.flatMap((other) => (other !== chunk && other.body ? keysOf(other.body) : []));
    // A row that has moved in the order since it was read is on two pages now: the fresh one goes.
    const twice = doubled(keysOf(body), [...keysOf(first), ...others]);
    for (const row of rowsOf(body)) if (twice.has(row.dataset.row ?? '')) row.remove();
    this.strip.put(chunk, body);
    Object.assign(chunk, { from, next: got.next, rows: rowsOf(body).length, readAt: performance.now() });
  }

  /** Does one task after the other, and tells how they went. */
  #run(task: () => Promise<void>): void {
    this.#waiting += 1;
    this.#say();
    this.#work = this.#work.then(async () => {
      if (this.#ended) return;
      let failed = false;
      try {
        await task();
      } catch {
        failed = true; // the list says so, and offers to try again
      }
      this.#failed = failed;
      this.#waiting -= 1;
      this.#version += 1;
      this.arrange();
      this.#say();
    });
  }

  #say(): void {
    if (this.#ended) return;
    const busy = this.#waiting > 0;
    this.#tell({
      loaded: this.strip.count(),
      next: this.#next,
      busy,
      failed: this.#failed && !busy,
      version: this.#version,
    });
  }
}
