const BOXES = 'input[type=checkbox]';

/** The rows that stand directly in the element that holds them. */
export function rowsOf(body: Element): HTMLElement[] {
  return [...body.querySelectorAll<HTMLElement>(':scope > [data-row]')];
}

/** What stands in for rows that are out of the page: as high as they were. */
export function makeSpacer(body: HTMLElement, height: number): HTMLElement {
  const spacer = document.createElement(body.tagName === 'TBODY' ? 'tbody' : 'div');
  spacer.setAttribute('aria-hidden', 'true');
  spacer.className = body.className; // the same borders, which have a height
  const room = spacer.tagName === 'TBODY' ? spacer.appendChild(document.createElement('tr')) : spacer;
  room.style.height = `${height}px`;
  return spacer;
}

/** True where a row is ticked. */
export function isTicked(body: HTMLElement): boolean {
  return body.querySelector(`${BOXES}:checked`) !== null;
}

/** Unticks all rows. */
export function untick(body: HTMLElement): void {
  for (const box of body.querySelectorAll<HTMLInputElement>(BOXES)) box.checked = false;
}

const keyOf = (element: Element | null) => element?.closest('[data-row]')?.getAttribute('data-row') ?? null;

/**
 * Gives rows that were read again what a person has done to the rows before: ticks and open details. Returns what gives the
 * focus back, once the fresh rows are in the page.
 */
export function carryOver(before: HTMLElement, fresh: HTMLElement): () => void {
  const keys = (selector: string) => new Set([...before.querySelectorAll(selector)].map(keyOf));
  const ticked = keys(`${BOXES}:checked`);
  const open = keys('details[open]');
  const held = before.contains(document.activeElement) ? document.activeElement : null;
  const focused = keyOf(held);
  for (const row of rowsOf(fresh)) {
    const key = keyOf(row);
    for (const box of row.querySelectorAll<HTMLInputElement>(BOXES)) box.checked = ticked.has(key);
    if (open.has(key)) row.querySelector('details')?.setAttribute('open', '');
  }
  return () => {
    if (!held) return;
    const row = rowsOf(fresh).find((one) => keyOf(one) === focused);
    row?.querySelector<HTMLElement>(held.tagName)?.focus({ preventScroll: true });
  };
}

/** Tells assistive technology which place each row has in the whole list; `total` is null while nobody knows. */
export function numberRows(first: HTMLElement, parts: readonly (HTMLElement | number)[], total: number | null): void {
  const table = first.closest('table');
  const [place, size] = table ? ['aria-rowindex', 'aria-rowcount'] : ['aria-posinset', 'aria-setsize'];
  const head = table ? 1 : 0;
  const all = total === null ? '-1' : String(total + head);
  if (table) {
    table.setAttribute(size, all);
    table.tHead?.rows[0]?.setAttribute(place, '1');
  }
  let before = head;
  for (const part of [first, ...parts]) {
    if (typeof part === 'number') {
      before += part;
      continue;
    }
    for (const row of rowsOf(part)) {
      before += 1;
      row.setAttribute(place, String(before));
      if (!table) row.setAttribute(size, all);
    }
  }
}

/** Keeps a table's columns as wide as they are now, so that they do not move when rows come and go. */
export function holdColumns(first: HTMLElement): void {
  const heads = [...(first.closest('table')?.tHead?.rows[0]?.cells ?? [])];
  for (const head of heads) head.style.width = '';
  const widths = heads.map((head) => head.getBoundingClientRect().width);
  for (const [index, head] of heads.entries()) if (widths[index]) head.style.width = `${widths[index]}px`;
}
