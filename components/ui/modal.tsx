'use client';

import { type ReactNode, useLayoutEffect, useRef } from 'react';

/**
 * The browser's own dialog over the page: it keeps the focus inside, closes with Escape or a click beside it and gives the focus
 * back, so opening one costs no download. What carries `data-first` has the focus first.
 */
export function Modal({
  labelledBy,
  className,
  onClose,
  children,
}: {
  labelledBy: string;
  className: string;
  /** Null while something is under way that Escape or a click beside it must not hide. */
  onClose: (() => void) | null;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);

  // Closed before it leaves the page: a browser gives the focus back only then.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    element?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => element?.close();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key for it, and the element knows it by itself
    <dialog
      ref={dialog}
      aria-labelledby={labelledBy}
      className={className}
      onClick={(event) => {
        if (event.target === dialog.current) onClose?.();
      }}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      {children}
    </dialog>
  );
}
