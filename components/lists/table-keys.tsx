'use client';

import { type ReactNode, useContext, useEffect, useRef } from 'react';
import { RowsContext } from './rows-context';

/** How many rows a key moves: arrows inside the table, `j` and `k` from anywhere on the page; 0 for other keys. */
function stepOf(event: KeyboardEvent, inside: boolean): number {
  if (event.ctrlKey || event.metaKey || event.altKey) return 0;
  if (event.key === 'j' || (inside && event.key === 'ArrowDown')) return 1;
  if (event.key === 'k' || (inside && event.key === 'ArrowUp')) return -1;
  return 0;
}

function isTyping({ target }: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return true;
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type=checkbox]), textarea, select, [role=slider], [contenteditable]')
  );
}

/** The row after (`step` 1) or before the present one in a list of one page; its first or last row where there is none. */
function beside(box: Element | null, current: HTMLElement | null, step: number): HTMLElement | undefined {
  const rows = [...(box?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const at = current ? rows.indexOf(current) : -1;
  return rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
}

/** Lets the keyboard walk through the rows of the table inside it; Enter opens the row, `x` ticks it. */
export function TableKeys({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const loaded = useContext(RowsContext);

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (isTyping(event)) return;
      const focused = document.activeElement;
      const current = box.current?.contains(focused) ? (focused?.closest<HTMLElement>('[data-row]') ?? null) : null;
      if (event.key === 'x' && current && !event.ctrlKey && !event.metaKey) {
        current.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
        return;
      }
      const step = stepOf(event, current !== null);
      if (step === 0) return;
      event.preventDefault();
      const next = loaded ? loaded.neighbour(current, step) : beside(box.current, current, step);
      next?.querySelector<HTMLElement>('a, summary')?.focus();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [loaded]);

  return <div ref={box}>{children}</div>;
}
