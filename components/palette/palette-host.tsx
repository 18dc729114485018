'use client';

import dynamic from 'next/dynamic';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PalettePage } from './options';

const load = () => import('./palette').then((module) => module.Palette);
const Palette = dynamic(load, { ssr: false });

const isShortcut = (event: KeyboardEvent) =>
  event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;

/**
 * Opens the palette with Ctrl+K or ⌘K from anywhere. Its code is fetched at the first time, from when Ctrl goes down; what is typed
 * before it is there is not lost.
 */
export function PaletteHost({ pages, mayOrder }: { pages: readonly PalettePage[]; mayOrder: boolean }) {
  const [open, setOpen] = useState(false);
  /** Typed since the shortcut; null once the palette's own box has it. */
  const typed = useRef<string | null>(null);

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.key === 'Control' || event.key === 'Meta') void load().catch(() => undefined);
      if (isShortcut(event)) {
        event.preventDefault();
        // Not over a form that is being filled in.
        if (document.querySelector('dialog[open]')) return;
        typed.current ??= '';
        load().then(
          () => setOpen(true),
          () => {
            typed.current = null; // no connection: the keys are the page's again
          },
        );
        return;
      }
      if (typed.current === null || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key === 'Backspace') typed.current = typed.current.slice(0, -1);
      else if ([...event.key].length === 1) typed.current += event.key;
      else return;
      event.preventDefault();
      event.stopPropagation();
    }
    document.addEventListener('keydown', press, true);
    return () => document.removeEventListener('keydown', press, true);
  }, []);

  const takeTyped = useCallback(() => {
    const text = typed.current ?? '';
    typed.current = null;
    return text;
  }, []);

  return open ? (
    <Palette pages={pages} mayOrder={mayOrder} takeTyped={takeTyped} onClose={() => setOpen(false)} />
  ) : null;
}
