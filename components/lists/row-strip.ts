import { type ChainLink, isNear } from './chunk-chain';
import { carryOver, holdColumns, isTicked, makeSpacer, numberRows, rowsOf, untick } from './row-dom';

/**
 * A page of the list after the first. (In names it is a chunk, since a page is also what the browser shows.) While it is
 * `shown` its `body` is in the document, else a spacer of its height is.
 */
export type Chunk = ChainLink & {
  body: HTMLElement | null;
  spacer: HTMLElement | null;
  shown: boolean;
  height: number;
  rows: number;
  /** By `performance.now()`. */
  readAt: number;
};

/** Rows stay in the document within this many screens above and below the visible one; more are loaded at that distance. */
export const AHEAD = 1.5;
/** Pages on each side of those near the screen whose rows are kept in memory. */
const KEPT = 60;

/** A page of rows that is not in the document: `height` in pixels is the room it takes there. */
export function blankChunk(from: string, next: string | null, height = 0, rows = 0): Chunk {
  return { from, next, height, rows, body: null, spacer: null, shown: false, readAt: 0 };
}

/** The rows of a list in the page: the first page, which is React's, and below it the others, or room for them. */
export class RowStrip {
  readonly root: HTMLElement;
  readonly chunks: Chunk[] = [];

  constructor(root: HTMLElement) {
    this.root = root;
  }

  /** What holds the rows of the first page; null for an empty list. React may make it anew. */
  get first(): HTMLElement | null {
    return this.root.querySelector('[data-rows]');
  }

  /** What holds rows, in order; null for a page that is not in memory. */
  #bodies(): (HTMLElement | null)[] {
    return [this.first, ...this.chunks.map(({ body }) => body)];
  }

  /** Every row that was loaded and is in memory, in order. */
  rows(): HTMLElement[] {
    return this.#bodies().flatMap((body) => (body ? rowsOf(body) : []));
  }

  /** Rows that were loaded, also those that are not in memory any more. */
  count(): number {
    const first = this.first;
    return (first ? rowsOf(first).length : 0) + this.chunks.reduce((sum, { rows }) => sum + rows, 0);
  }

  /** True for an element among rows that are not React's. */
  owns(element: Element): boolean {
    return this.chunks.some(({ body }) => body?.contains(element));
  }

  /**
   * The row after (`step` 1) or before the one that holds `element`, or the first or last one, brought into the page. Null where
   * there is none, or it is not in memory.
   */
  neighbour(element: Element | null, step: number): HTMLElement | null {
    const bodies = this.#bodies();
    const at = bodies.findIndex((body) => element !== null && body?.contains(element));
    const own = bodies[at];
    const rows = own ? rowsOf(own) : [];
    const beside = rows[rows.findIndex((row) => row.contains(element)) + step];
    if (own && beside) return beside;
    const to = own ? at + step : step > 0 ? 0 : bodies.length - 1;
    const body = bodies[to];
    const chunk = this.chunks[to - 1];
    if (!body) {
      // It is loaded as soon as it is near the screen.
      (chunk?.spacer ?? element)?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      return null;
    }
    if (chunk && !chunk.shown) this.steady(() => this.toggle(chunk));
    return rowsOf(body).at(step > 0 ? 0 : -1) ?? null;
  }

  /** What stands for a page in the document: its rows, or the spacer in their stead. */
  elementOf(chunk: Chunk): HTMLElement {
    if (chunk.shown && chunk.body) return chunk.body;
    chunk.spacer ??= makeSpacer(this.first ?? this.root, chunk.height);
    return chunk.spacer;
  }

  isNear(chunk: Chunk, screens: number): boolean {
    const { top, height } = this.elementOf(chunk).getBoundingClientRect();
    return isNear(top, height, innerHeight, screens);
  }

  /** In pixels, to the hundredth: over many pages, rounding to whole pixels would add up to a visible shift. */
  heightOf(chunk: Chunk): number {
    const height = chunk.shown ? this.elementOf(chunk).getBoundingClientRect().height : chunk.height;
    return Math.round(height * 100) / 100;
  }

  /** Puts all pages below the first one, in order, and numbers their rows; `whole` when the end of the list is loaded. */
  settle(whole: boolean): void {
    const first = this.first;
    let last: Element | null = first;
    for (const chunk of this.chunks) {
      const element = this.elementOf(chunk);
      if (last && last.nextElementSibling !== element) last.after(element);
      last = element;
    }
    const parts = this.chunks.map(({ body, rows }) => body ?? rows);
    if (first && !(whole && parts.length === 0)) numberRows(first, parts, whole ? this.count() : null);
  }

  /** Puts rows near the screen (or all) into the page and takes others out, but none that has the focus. */
  showNear(all: boolean): void {
    const near = this.chunks.map((chunk) => this.isNear(chunk, AHEAD));
    const wrong = this.chunks.filter((chunk, index) => {
      const focused = chunk.shown && chunk.body?.contains(document.activeElement);
      return chunk.body !== null && chunk.shown !== (all || focused || near[index]);
    });
    if (wrong.length > 0) {
      this.steady(() => {
        for (const chunk of wrong) this.toggle(chunk);
      });
    }
    const [from, to] = [near.indexOf(true), near.lastIndexOf(true)];
    for (const [index, chunk] of this.chunks.entries()) {
      const far = from >= 0 ? index < from - KEPT || index > to + KEPT : index > KEPT;
      if (far && !chunk.shown && chunk.body && !isTicked(chunk.body)) chunk.body = null;
    }
  }

  /** Puts the rows of a page into the document, or a spacer as high as they are. */
  toggle(chunk: Chunk): void {
    const before = this.elementOf(chunk);
    if (chunk.shown) {
      chunk.height = before.getBoundingClientRect().height;
      chunk.spacer = null;
    }
    chunk.shown = !chunk.shown;
    before.replaceWith(this.elementOf(chunk));
  }

  /** Puts rows that were just read in the place of those before. */
  put(chunk: Chunk, body: HTMLElement): void {
    const before = chunk.body;
    const refocus = before && carryOver(before, body);
    this.steady(() => {
      if (chunk.shown) before?.replaceWith(body);
      chunk.body = body;
    });
    refocus?.();
  }

  /** Makes a change so that what is on the screen stays where it is, whatever the change does above it. */
  steady(change: () => void): void {
    const seen = this.seen();
    change();
    this.see(seen);
  }

  #tops(): { top: number; bottom: number }[] {
    const parts = [this.first ?? this.root, ...this.chunks.map((chunk) => this.elementOf(chunk))];
    return parts.map((part) => part.getBoundingClientRect());
  }

  /** The first page on the screen, and how many pixels below its upper edge it begins. */
  seen(): { page: number; top: number } {
    const tops = this.#tops();
    const page = Math.max(
      0,
      tops.findIndex(({ bottom }) => bottom > 0),
    );
    return { page, top: tops[page]?.top ?? 0 };
  }

  /** Scrolls so that a page begins where `seen` found it. */
  see({ page, top }: { page: number; top: number }): void {
    const moved = (this.#tops()[page]?.top ?? top) - top;
    if (Math.abs(moved) >= 0.5) scrollBy({ top: moved, behavior: 'instant' });
  }

  /** Keeps the columns as wide as the first page makes them. */
  holdColumns(): void {
    if (this.first) holdColumns(this.first);
  }

  /** Takes pages out of the document for good. */
  drop(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) {
      if (chunk.body) untick(chunk.body);
      this.elementOf(chunk).remove();
    }
  }
}
