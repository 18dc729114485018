'use client';

import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { DialogHead } from './dialog-head';

/**
 * A dialog over the page. The browser's own element keeps the focus inside, closes with Escape and gives the focus
 * back, so opening one costs no download; its looks are HeroUI's tokens. What carries `data-first` has the focus first.
 */
export function Dialog({
  title,
  onClose,
  dismissable = true,
  children,
}: {
  title: string;
  onClose: () => void;
  /** False while something is under way that Escape or a click beside the dialog must not hide. */
  dismissable?: boolean;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();

  // Closed before it leaves the page: a browser gives the focus back only then.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    element?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => element?.close();
  }, []);

  function closeFromOutside(event: MouseEvent) {
    if (dismissable && event.target === dialog.current) onClose();
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key for it, and the element knows it by itself
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      className="dialog text-left text-sm font-normal"
      onClick={closeFromOutside}
      onCancel={(event) => {
        event.preventDefault();
        if (dismissable) onClose();
      }}
    >
      <div className="flex max-h-[inherit] flex-col">
        <DialogHead id={heading} title={title} onClose={onClose} closable={dismissable} className="pt-5 pb-3" />
        <div className="min-h-0 overflow-y-auto overscroll-contain px-5 pb-5">{children}</div>
      </div>
    </dialog>
  );
}
