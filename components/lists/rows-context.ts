'use client';

import { createContext } from 'react';

/** The rows of a list that goes on, for the keys that walk through them and for the boxes that tick them. */
type LoadedRows = {
  /** Changes whenever rows have come, gone or been read again. */
  version: number;
  /** Every row in memory, in order, also those that are out of the document because they are far from the screen. */
  rows: () => HTMLElement[];
  /** The row after (`step` 1) or before (-1) the one that holds `element`, or the first or last one, brought into the page. */
  neighbour: (element: Element | null, step: number) => HTMLElement | null;
};

/** Null where a list has one page only, or pages that replace each other. */
export const RowsContext = createContext<LoadedRows | null>(null);
