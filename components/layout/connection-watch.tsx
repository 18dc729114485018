'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { clockText } from '../ui/format-time';
import { useRefresh } from '../ui/use-refresh';
import { useConnection } from './use-connection';

const LOOK_AGAIN_MS = 2_000;

/** The link of a click that would leave the page here and now. */
function linkOf(event: MouseEvent): HTMLAnchorElement | null {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
  const elsewhere = link?.target === '_blank' || link?.getAttribute('href')?.startsWith('#');
  return elsewhere || event.ctrlKey || event.metaKey || event.shiftKey ? null : link;
}

/** Keeps the page while there is no connection: following a link would end at the browser's own error. */
function useStay(away: boolean): boolean {
  const [tried, setTried] = useState(false);
  useEffect(() => {
    if (!away) return setTried(false);
    function stay(event: Event) {
      const leaves =
        event instanceof MouseEvent
          ? linkOf(event) !== null
          : event.target instanceof HTMLFormElement && event.target.getAttribute('action')?.startsWith('/');
      if (!leaves) return;
      event.preventDefault();
      event.stopPropagation();
      setTried(true);
    }
    document.addEventListener('click', stay, true);
    document.addEventListener('submit', stay, true);
    return () => {
      document.removeEventListener('click', stay, true);
      document.removeEventListener('submit', stay, true);
    };
  }, [away]);
  return tried;
}

/** Says when the connection is lost and until when the page is true; when it is back, the page catches up. */
export function ConnectionWatch() {
  const t = useTranslations('layout.client');
  const refresh = useRefresh();
  const banner = useRef<HTMLDivElement>(null);
  const connection = useConnection(catchUp);
  const tried = useStay(connection.state === 'away');

  /** What is being filled in stays as it is; the page below follows when it is closed. */
  function catchUp() {
    if (document.querySelector('dialog[open]')) setTimeout(catchUp, LOOK_AGAIN_MS);
    else void refresh();
  }

  const shown = connection.state !== 'here';
  useEffect(() => {
    // A popover lies above an open dialog, where a part of the page would lie below.
    if (shown) banner.current?.showPopover();
    else banner.current?.hidePopover();
  }, [shown]);

  const text =
    connection.state === 'away'
      ? `${t('away', { time: clockText(connection.since) })}${tried ? ` ${t('awayHint')}` : ''}`
      : connection.state === 'back'
        ? t('back')
        : '';
  return (
    <>
      <p role="status" className="sr-only">
        {text}
      </p>
      <div ref={banner} popover="manual" aria-hidden="true" className="connection-banner">
        <span className={connection.state === 'away' ? 'connection-away' : 'connection-back'} />
        {text}
      </div>
    </>
  );
}
