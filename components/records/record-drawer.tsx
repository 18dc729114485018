'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useId, useState } from 'react';
import { DialogHead } from '../ui/dialog-head';
import { Modal } from '../ui/modal';
import { ScrollBox } from '../ui/scroll-box';

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
  const heading = useId();
  const router = useRouter();
  const [open, setOpen] = useState(true);
  function close() {
    setOpen(false); // at once, whenever the page without it is there
    router.push(closeHref, { scroll: false });
  }
  if (!open) return null;
  return (
    <Modal
      labelledBy={heading}
      className="fixed inset-y-0 right-0 left-auto m-0 h-dvh max-h-none w-full max-w-xl border-l border-border bg-overlay p-0 text-foreground backdrop:bg-backdrop"
      onClose={close}
    >
      <div className="flex h-full flex-col">
        <DialogHead id={heading} title={title} onClose={close} className="border-b border-separator py-4" />
        <ScrollBox className="min-h-0 grow overflow-y-auto px-5 py-4 -outline-offset-2">{children}</ScrollBox>
      </div>
    </Modal>
  );
}
