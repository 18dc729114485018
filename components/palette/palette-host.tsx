'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { PalettePage } from './options';

const load = () => import('./palette').then((module) => module.Palette);
const Palette = dynamic(load, { ssr: false });

/** Opens the palette with Ctrl+K or ⌘K from anywhere; its code is fetched at the first time. */
export function PaletteHost({ pages, mayOrder }: { pages: readonly PalettePage[]; mayOrder: boolean }) {
  const [open, setOpen] = useState(false);

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      // Not over a form that is being filled in.
      if (!document.querySelector('dialog[open]')) setOpen(true);
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);

  return open ? <Palette pages={pages} mayOrder={mayOrder} onClose={() => setOpen(false)} /> : null;
}
