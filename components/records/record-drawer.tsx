'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { DialogHead } from '../ui/dialog-head';

/** A sheet at the right edge whose being open lives in the address: closing it leads to `closeHref`. */
export function RecordDrawer({
  title,
  closeHref,
  children,
}: {
  title: string;
  closeHref: string;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const router = useRouter();

  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);

  function close() {
    dialog.current?.close();
    router.push(closeHref, { scroll: false });
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key for it, and the element knows it by itself
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      className="fixed inset-y-0 right-0 left-auto m-0 h-dvh max-h-none w-full max-w-xl border-l border-border bg-overlay p-0 text-foreground backdrop:bg-backdrop"
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div className="flex h-full flex-col">
        <DialogHead id={heading} title={title} onClose={close} className="border-b border-separator py-4" />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
        <div tabIndex={0} className="min-h-0 grow overflow-y-auto px-5 py-4 -outline-offset-2">
          {children}
        </div>
      </div>
    </dialog>
  );
}
