'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react';
import { Dialog } from '../ui/dialog';
import { keepRecent, type Option, optionsOf, type PalettePage, readRecent } from './options';
import { PaletteList } from './palette-list';
import { useFound } from './use-found';

/** One box for everything: finds customers, orders and pages while one types, and opens or tops up by keyboard. */
export function Palette({
  pages,
  mayOrder,
  takeTyped,
  onClose,
}: {
  pages: readonly PalettePage[];
  mayOrder: boolean;
  /** What was typed before the box was there. */
  takeTyped: () => string;
  onClose: () => void;
}) {
  const t = useTranslations('palette.client');
  const router = useRouter();
  const list = useId();
  const [q, setQ] = useState('');
  const [chosen, setChosen] = useState(0);
  const { state, found } = useFound(q);
  const recent = useMemo(readRecent, []);
  const options = optionsOf(q, found, pages, recent, (id) => t('order', { id }));
  const index = Math.min(chosen, options.length - 1);
  const active = options[index];
  const command = /Mac|iP(hone|ad)/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

  function go(option: Option, topUp: boolean) {
    const href = topUp && mayOrder ? (option.topUp ?? option.href) : option.href;
    if (option.topUp) keepRecent({ id: option.href.split('/').at(-1) ?? '', name: option.label });
    onClose();
    router.push(href);
  }

  function press(event: KeyboardEvent) {
    const last = options.length - 1;
    const target = { ArrowDown: index + 1, ArrowUp: index - 1 }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      setChosen(target < 0 ? last : target > last ? 0 : target);
    }
    if (event.key === 'Enter' && active && !event.nativeEvent.isComposing) {
      event.preventDefault();
      go(active, event.ctrlKey || event.metaKey);
    }
  }

  // The dialog's own effects have put the focus into the box by now.
  useEffect(() => {
    const before = takeTyped();
    if (before !== '') setQ((own) => before + own);
  }, [takeTyped]);

  useEffect(() => {
    if (active) document.getElementById(active.id)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const status =
    state === 'failed'
      ? t('failed')
      : state === 'done' && options.length === 0
        ? t('nothing', { q })
        : state === 'searching' && options.length === 0
          ? t('searching')
          : '';
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <input
        data-first
        type="text"
        role="combobox"
        aria-expanded={options.length > 0}
        aria-controls={list}
        aria-activedescendant={active?.id}
        aria-autocomplete="list"
        aria-label={t('open')}
        placeholder={t('placeholder')}
        autoComplete="off"
        spellCheck={false}
        value={q}
        onChange={(event) => {
          setQ(event.target.value);
          setChosen(0);
        }}
        onKeyDown={press}
        className="input input--full-width h-11 text-base"
      />
      <PaletteList id={list} options={options} active={active} mayOrder={mayOrder} onPoint={setChosen} onGo={go} />
      <p role="status" className="min-h-6 px-3 pt-2 text-[0.8125rem] text-muted">
        {status}
        <span className="sr-only">{state === 'done' && t('found', { count: options.length })}</span>
      </p>
      {found?.more && (
        <a href={`/customers?${new URLSearchParams({ q: q.trim() })}`} className="link px-3 text-[0.8125rem]">
          {t('more')}
        </a>
      )}
      <p className="mt-2 border-t border-separator px-3 pt-3 text-xs text-muted max-sm:hidden">
        {t('keys', { key: command })}
      </p>
    </Dialog>
  );
}
