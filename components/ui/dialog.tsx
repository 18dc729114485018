'use client';

import { type ReactNode, useId } from 'react';
import { DialogHead } from './dialog-head';
import { Modal } from './modal';

/** A dialog with a title over the page; its looks are HeroUI's tokens. */
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
  const heading = useId();
  return (
    <Modal labelledBy={heading} className="dialog text-left text-sm font-normal" onClose={dismissable ? onClose : null}>
      <div className="flex max-h-[inherit] flex-col">
        <DialogHead id={heading} title={title} onClose={onClose} closable={dismissable} className="pt-5 pb-3" />
        <div className="min-h-0 overflow-y-auto overscroll-contain px-5 pb-5">{children}</div>
      </div>
    </Modal>
  );
}
