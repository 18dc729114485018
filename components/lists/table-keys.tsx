'use client';

import { type ReactNode, useEffect, useRef } from 'react';

/** Steps of the keys that move through a table: arrows inside it, `j` and `k` from anywhere on the page. */
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

/** Lets the keyboard walk through the rows of the table inside it; Enter opens the row, `x` ticks it. */
export function TableKeys({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    function press(event: KeyboardEvent) {
      const rows = [...(box.current?.querySelectorAll<HTMLElement>('tbody tr') ?? [])];
      if (rows.length === 0 || isTyping(event)) return;
      const current = rows.findIndex((row) => row.contains(document.activeElement));
      if (event.key === 'x' && current >= 0 && !event.ctrlKey && !event.metaKey) {
        rows[current]?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
        return;
      }
      const step = stepOf(event, current >= 0);
      if (step === 0) return;
      event.preventDefault();
      const next = rows[current < 0 ? (step > 0 ? 0 : rows.length - 1) : current + step];
      next?.querySelector<HTMLElement>('a')?.focus();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);

  return <div ref={box}>{children}</div>;
}
