'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { TrafficAccount, TrafficActions } from './traffic-types';

const load = () => import('./traffic-dialog').then((module) => module.TrafficDialog);
const TrafficDialog = dynamic(load, { ssr: false });

/** True where a key is text that is being typed, or a dialog has the keyboard. */
function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  if (document.querySelector('dialog[open]')) return true;
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/**
 * Opens the top-up dialog, whose code is fetched when the pointer or the focus comes near; the key `t` does the same.
 * `startOpen`: the address asked for it (`?do=top-up`); that part of it is taken away again.
 */
export function TopUpButton({
  customerName,
  accounts,
  actions,
  startOpen = false,
}: {
  customerName: string;
  accounts: readonly TrafficAccount[];
  actions: TrafficActions;
  startOpen?: boolean;
}) {
  const t = useTranslations('orders.client');
  const [open, setOpen] = useState(false);
  // Where nobody pressed it, it takes the focus first: closing the dialog then leads back to it.
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!startOpen) return;
    const { pathname, searchParams } = new URL(window.location.href);
    searchParams.delete('do');
    window.history.replaceState(null, '', searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname);
    button.current?.focus();
    setOpen(true);
  }, [startOpen]);

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.key !== 't' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      event.preventDefault();
      button.current?.focus();
      setOpen(true);
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);

  return (
    <>
      <button
        ref={button}
        type="button"
        className="button button--primary"
        aria-keyshortcuts="t"
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setOpen(true)}
      >
        <Plus aria-hidden="true" />
        {t('form.topUp')}
      </button>
      {open && (
        <TrafficDialog
          act="topUp"
          customerName={customerName}
          accounts={accounts}
          actions={actions}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
