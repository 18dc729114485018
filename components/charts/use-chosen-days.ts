'use client';

import { type KeyboardEvent, type PointerEvent, useState } from 'react';

type Plot = {
  /** Columns that have data: those behind them, of a forecast, cannot be chosen. */
  dataColumns: number;
  /** All columns of the plot, as wide as each other. */
  columns: number;
  /** Takes the chosen span, first and last column; null where a span cannot be chosen. */
  onSpan: ((first: number, last: number) => void) | null;
};

/** Where the keys lead from a column: arrows a day, Page Up and Page Down a week, Home and End to the ends. */
function targetOf(key: string, from: number, last: number): number | undefined {
  return {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    PageUp: from - 7,
    PageDown: from + 7,
    Home: 0,
    End: last,
  }[key];
}

/** The column under the pointer or chosen by keys, and the span that is dragged over or chosen with Shift. */
export function useChosenDays({ dataColumns, columns, onSpan }: Plot) {
  const [active, setActive] = useState<number | null>(null);
  const [start, setStart] = useState<number | null>(null);
  const end = dataColumns - 1;
  const span =
    start === null || active === null || start === active
      ? null
      : { first: Math.min(start, active), last: Math.max(start, active) };

  function columnAt(event: PointerEvent<HTMLDivElement>): number {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.floor(((event.clientX - box.left) / box.width) * columns);
  }

  function point(event: PointerEvent<HTMLDivElement>) {
    const column = columnAt(event);
    if (start !== null) setActive(Math.min(end, Math.max(0, column)));
    else setActive(column >= 0 && column <= end ? column : null);
  }

  function grab(event: PointerEvent<HTMLDivElement>) {
    point(event);
    const column = columnAt(event);
    if (!onSpan || event.pointerType === 'touch' || event.button !== 0 || column > end) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setStart(column);
  }

  function show() {
    setStart(null);
    if (span) onSpan?.(span.first, span.last);
  }

  function forget() {
    setActive(null);
    setStart(null);
  }

  function press(event: KeyboardEvent) {
    const from = active ?? dataColumns;
    const target = targetOf(event.key, from, end);
    if (event.key === 'Escape') forget();
    if (event.key === 'Enter') show();
    if (target === undefined) return;
    event.preventDefault();
    if (!onSpan || !event.shiftKey) setStart(null);
    else if (start === null) setStart(Math.min(end, from));
    setActive(Math.min(end, Math.max(0, target)));
  }

  const handlers = {
    onPointerMove: point,
    onPointerDown: grab,
    onPointerUp: show,
    onPointerCancel: forget,
    onPointerLeave: () => {
      if (start === null) setActive(null);
    },
    onBlur: forget,
    onKeyDown: press,
  };
  return { active, span, handlers };
}
